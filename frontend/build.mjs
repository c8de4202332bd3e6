// Builds the files of static/vendor from npm packages into the folder given as argument, with vendor.json.
// Called by script/vendor, after the theme has been made by Designsystemet's own command line.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import subsetFont from 'subset-font';

const target = process.argv[2];
const packages = 'node_modules';
const designsystemet = ['@digdir/designsystemet-css', '@digdir/designsystemet'];
const inter = ['@fontsource-variable/inter'];

// The characters each font file covers, as the package states them; a page loads latin-ext only when it
// shows such a letter (č, đ, ŋ, š, ŧ, ž in Sámi names).
// Only the weights the style sheets use: that is a fourth of the file.
const weights = { min: 400, max: 700 };
const fonts = await Promise.all(['latin', 'latin-ext'].map(async (subset) => {
  const range = rangeOf(subset);
  const whole = readFileSync(`${packages}/${inter[0]}/files/inter-${subset}-wght-normal.woff2`);
  const content = await subsetFont(whole, lettersIn(range), { targetFormat: 'woff2', variationAxes: { wght: weights } });
  return { file: `inter-${subset}.woff2`, content, range };
}));

const files = [
  entry('designsystemet.css', Buffer.from(await styleSheet()), designsystemet, 'MIT', 'designsystemet-license.txt'),
  ...fonts.map(({ file, content }) => entry(file, content, inter, 'OFL-1.1', 'inter-license.txt')),
  entry('designsystemet-license.txt', licenceOf(designsystemet[0]), designsystemet, 'MIT'),
  entry('inter-license.txt', licenceOf(inter[0]), inter, 'OFL-1.1'),
];
for (const { file, content } of files) writeFileSync(join(target, file), content);
const listing = files.map(({ content, ...rest }) => rest);
writeFileSync(join(target, 'vendor.json'), `${JSON.stringify(listing, null, 2)}\n`);

/** One line of vendor.json, with the bytes it describes. */
function entry(file, content, names, licence, licenceFile) {
  const from = names.map((name) => ({ package: name, version: manifest(name).version }));
  return { file, content, sha256: digest(content), licence, ...(licenceFile && { licence_file: licenceFile }), from };
}

/** Font faces, theme and components in one minified file; the address of a font carries its digest. */
async function styleSheet() {
  const faces = fonts.map(
    ({ file, content, range }) => `@font-face{font-family:Inter;font-style:normal;font-weight:${weights.min} ${weights.max};
      font-display:swap;src:url(${file}?v=${digest(content).slice(0, 12)}) format("woff2");unicode-range:${range}}`,
  );
  const theme = readFileSync('design-tokens-build/kompass.css', 'utf8').replace('@charset "UTF-8";', '');
  const components = await build({ entryPoints: ['designsystemet.css'], bundle: true, minify: true, write: false });
  const { code } = await transform(theme, { loader: 'css', minify: true });
  const { code: faceCode } = await transform(faces.join(''), { loader: 'css', minify: true });
  const notice = `/*! Designsystemet ${manifest(designsystemet[0]).version}, MIT, Digitaliseringsdirektoratet (Digdir) */\n`;
  return [notice, faceCode, code, components.outputFiles[0].text].join('');
}

function rangeOf(subset) {
  const sheet = readFileSync(`${packages}/${inter[0]}/wght.css`, 'utf8');
  return sheet.match(new RegExp(`inter-${subset}-wght-normal\\.woff2[^}]*unicode-range: ([^;]+);`))[1];
}

/** Every letter of a range as CSS writes it: U+0000-00FF,U+0131. */
function lettersIn(range) {
  return range.split(',').flatMap((part) => {
    const [first, last = first] = part.trim().slice(2).split('-').map((code) => Number.parseInt(code, 16));
    return Array.from({ length: last - first + 1 }, (_, offset) => String.fromCodePoint(first + offset));
  }).join('');
}

function manifest(name) {
  return JSON.parse(readFileSync(`${packages}/${name}/package.json`, 'utf8'));
}

function licenceOf(name) {
  return readFileSync(`${packages}/${name}/LICENSE`);
}

function digest(content) {
  return createHash('sha256').update(content).digest('hex');
}
