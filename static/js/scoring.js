// The scoring page: which criterion is current, the keys, the filter, undo, running sums, and what the outbox tells.
import { Criterion, say } from './criterion.js';
import { outbox } from './outbox.js';
import { announce } from './words.js';

const TYPING = 800; // milliseconds without a key before a note is sent
const find = (selector) => document.querySelector(selector);
const criteria = [...document.querySelectorAll('.criterion')].map((article) => new Criterion(article));
const at = new Map(criteria.map((criterion) => [criterion.address, criterion]));
const wide = matchMedia('(min-width: 80rem) and (min-height: 38rem)');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const done = []; // what can be undone: [criterion, values before]
let current;

// --- Where one is ---

function select(criterion, { focus = false } = {}) {
  if (current !== criterion) {
    current?.article.classList.remove('is-current');
    if (current && wide.matches) current.details.open = false;
    current = criterion;
    current.article.classList.add('is-current');
  }
  if (wide.matches) current.details.open = true;
  if (!focus) return;
  current.focus();
  current.article.scrollIntoView({ block: wide.matches ? 'center' : 'start', behavior: calm.matches ? 'auto' : 'smooth' });
}

function step(direction, { unanswered = false } = {}) {
  const shown = criteria.filter(({ article }) => !article.hidden);
  let place = shown.indexOf(current) + direction;
  while (unanswered && shown[place]?.level) place += direction;
  if (shown[place]) select(shown[place], { focus: true });
  else announce(say(direction > 0 ? 'last' : 'first'));
}

// --- Answers ---

/** Keep what the criterion now says. Undo takes back the choice, never the text. */
function keep(criterion, delay = 0) {
  const before = criterion.settle();
  const hold = criterion.isUnfinished ? 'unfinished' : '';
  if (before.level !== criterion.level) done.push([criterion, before]);
  if (!criterion.conflict) criterion.state(hold || 'saving');
  count();
  const { address, page, values, version } = criterion;
  outbox.put(address, { page, values, version, hold }, delay);
}

function choose(level) {
  if (current.isLocked || current.level === level) return;
  current.values = { level };
  if (current.isUnfinished) current.reason.focus();
  else current.focus();
  keep(current);
}

function undo() {
  if (!done.length) return;
  const [criterion, before] = done.pop();
  criterion.values = before;
  criterion.settle();
  keep(criterion);
  select(criterion, { focus: true });
  announce(say('undone', { number: criterion.number }));
}

/** After a conflict: mine, theirs, or my level with both notes. Undo brings mine back. */
function resolve(criterion, theirs, choice) {
  const { address, values: mine } = criterion;
  if (choice !== 'mine') done.push([criterion, mine]);
  if (choice === 'both') criterion.values = { note: `${mine.note}\n\n${theirs.note}` };
  if (choice === 'current') criterion.values = theirs;
  criterion.version = theirs.version;
  criterion.state(choice === 'current' ? 'saved' : 'saving', { time: theirs.at });
  criterion.settle();
  criterion.focus();
  count();
  if (choice === 'current') outbox.drop(address);
  else outbox.resolve(address, criterion.values, theirs.version);
}

// --- Sums ---

const format = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const figures = (name) => document.querySelectorAll(`[data-figure="${name}"]`);
const amount = (name) => Number(figures(name)[0].textContent.replace(',', '.'));
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

function show(name, text) {
  for (const place of figures(name)) place.textContent = text;
}

function bar(name, share, open = 0) {
  const [, more, sure] = find(`[data-bar="${name}"]`).children;
  more.setAttribute('width', `${share + open}%`);
  sure.setAttribute('width', `${share}%`);
}

/** What the page itself knows: how many are answered, and sums that hold until the server has counted. */
function count() {
  const open = criteria.filter(({ level }) => !level);
  const answered = criteria.length - open.length;
  const points = sum(criteria.map((criterion) => criterion.points));
  show('answered', answered);
  show('unanswered', open.length);
  show('count', `${answered}/${criteria.length}`);
  show('total', format.format(amount('total') - amount('area') + points));
  show('area', format.format(points));
  bar('answered', (100 * answered) / criteria.length);
  bar('area', points, sum(open.map(({ worth }) => worth.at(-1))));
  bar('current', points);
}

/** What the server has counted. */
function showCounted({ area, total, subareas }) {
  show('area', area.points);
  show('total', total.points);
  bar('area', area.share, area.open_share);
  bar('current', area.share);
  bar('total', total.share, total.open_share);
  for (const [id, figure] of Object.entries(subareas)) show(id, say('subarea', figure));
  find('#figures').dataset.provisional = 'false';
}

// --- What the outbox tells ---

outbox.addEventListener('saved', async ({ detail: { address, version, saved_at: time, totals } }) => {
  const criterion = at.get(address);
  if (!criterion) return;
  criterion.version = version;
  const waiting = (await outbox.all()).filter(({ hold }) => !hold);
  // Typed on while the answer was under way: then that is not saved yet.
  if (!waiting.some((entry) => entry.address === address)) criterion.state('saved', { time });
  if (!waiting.length) showCounted(totals);
});

outbox.addEventListener('delayed', async ({ detail: { address, message } }) => {
  find('#figures').dataset.provisional = 'true';
  for (const entry of await outbox.all()) {
    if (!entry.hold) at.get(entry.address)?.state('waiting', {}, entry.address === address ? message : '');
  }
});

outbox.addEventListener('held', async ({ detail: { address } }) => {
  const criterion = at.get(address);
  const entry = criterion && (await outbox.all()).find((one) => one.address === address);
  if (!entry) return;
  explain(criterion, entry);
  if (entry.hold === 'conflict') announce(say('conflictHeard', { name: entry.current.by, number: criterion.number }));
});

// Another tab of the same person.
outbox.addEventListener('queued', ({ detail: { address, values, remote } }) => {
  if (!remote || !at.has(address)) return;
  at.get(address).values = values;
  at.get(address).settle();
  count();
});

/** Why an entry has not reached the server. */
function explain(criterion, entry) {
  if (entry.hold === 'conflict') criterion.showConflict(entry, (choice) => resolve(criterion, entry.current, choice));
  else criterion.state(entry.hold || 'waiting', {}, entry.message);
}

/** Bring back what was entered before the page was opened. */
function restore(criterion, entry) {
  if (entry.hold === 'arrived' && criterion.version >= entry.version) return void outbox.drop(entry.address);
  criterion.values = entry.values;
  if (entry.hold === 'arrived') criterion.version = entry.version;
  else explain(criterion, entry);
  criterion.settle();
  count();
}

// --- What the person does ---

for (const criterion of criteria) {
  const { article, form } = criterion;
  article.addEventListener('focusin', () => select(criterion));
  article.addEventListener('click', ({ target }) => {
    if (!target.closest('a, button, input, label, summary, textarea') && getSelection().isCollapsed) select(criterion);
  });
  form.addEventListener('change', () => keep(criterion));
  form.addEventListener('input', ({ target }) => target.matches('textarea') && keep(criterion, TYPING));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    keep(criterion);
  });
}

/** A checkbox that the browser remembers. */
function setting(id, standard) {
  const box = find(`#${id}`);
  box.checked = (localStorage.getItem(`kompass-${id}`) ?? standard) === 'on';
  box.addEventListener('change', () => localStorage.setItem(`kompass-${id}`, box.checked ? 'on' : 'off'));
  return box;
}

const useKeys = setting('use-keys', 'on');
const moveOn = setting('move-on', 'off');
const showHelp = () => find('#help').showModal();
find('#open-help').addEventListener('click', showHelp);

function score(level) {
  choose(level);
  if (moveOn.checked) step(1, { unanswered: true });
}

const next = () => step(1);
const previous = () => step(-1);
const KEYS = {
  ...Object.fromEntries(['0', '1', '2', '3', '4'].map((level) => [level, () => score(level)])),
  x: () => choose('na'),
  Delete: () => choose(''),
  j: next,
  k: previous,
  m: () => step(1, { unanswered: true }),
  n: () => { current.details.open = true; current.note.focus(); },
  e: () => { current.details.open = true; current.article.querySelector('.evidence-panel p:last-child a')?.focus(); },
  u: undo,
  '?': showHelp,
};

addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || find('dialog[open]')) return;
  if (target !== document.body && !target.closest('.scoring')) return;
  if (target.matches('textarea')) {
    if (key === 'Escape') current.focus();
    return;
  }
  // Up and down belong to the page until one stands on a criterion.
  const act = KEYS[key] ?? (target.closest('.criterion') && { ArrowDown: next, ArrowUp: previous }[key]);
  if (!act || !useKeys.checked) return;
  event.preventDefault();
  act();
});

find('#filter').addEventListener('change', ({ target }) => {
  for (const { article, level } of criteria) article.hidden = target.value === 'unanswered' && level !== '';
  for (const section of document.querySelectorAll('.subarea')) section.hidden = !section.querySelector('.criterion:not([hidden])');
  find('#nothing-left').hidden = criteria.some(({ article }) => !article.hidden);
});

wide.addEventListener('change', () => criteria.forEach((criterion) => { criterion.details.open = wide.matches && criterion === current; }));

/** Guidance is the same in every evaluation, so the browser keeps it. Where it cannot be had, the link to it stays. */
async function showGuidance() {
  const answer = await fetch(find('.inspector__guidance a').href);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const { article } of criteria) {
    const guidance = page.querySelector(`#${CSS.escape(article.id)} .guidance`);
    if (guidance) article.querySelector('.inspector__guidance').replaceWith(guidance);
  }
}

// --- Begin where the assessor left off ---

showGuidance().catch(() => {});

for (const entry of await outbox.all()) if (at.has(entry.address)) restore(at.get(entry.address), entry);
const linked = criteria.find(({ article }) => `#${article.id}` === decodeURIComponent(location.hash));
select(linked ?? criteria.find(({ level }) => !level) ?? criteria[0]);
if (!linked && criteria.indexOf(current) > 3) current.article.scrollIntoView({ block: 'center' });
outbox.flush();
document.documentElement.dataset.ready = 'yes';
