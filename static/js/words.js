// What the scripts say. The sentences stand in the page, translated, as data attributes.

/** Put values into a sentence: «Lagret {time}». */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

/** Let screen readers hear it. The region is emptied first, so that a repetition is heard too. */
export function announce(sentence) {
  const region = document.getElementById('announcements');
  region.textContent = '';
  requestAnimationFrame(() => { region.textContent = sentence; });
}
