// One criterion on the scoring page: what its form says, how its state is shown, and the choice after a conflict.
import { fill } from './words.js';

const texts = document.getElementById('texts');

/** A sentence of the page with values put in. */
export const say = (name, values = {}) => fill(texts.dataset[name], values);

export class Criterion {
  conflict = null;

  constructor(article) {
    this.article = article;
    this.form = article.querySelector('form');
    this.details = article.querySelector('details');
    this.radios = [...article.querySelectorAll('.scale input')];
    this.note = this.form.elements.note;
    this.reason = this.form.elements.reason;
    this.number = article.dataset.number;
    this.worth = article.dataset.points.split(' ').map(Number);
    this.address = new URL(this.form.action).pathname;
    this.page = `${location.pathname}#${article.id}`;
    this.isLocked = article.querySelector('.scale').disabled;
    if (this.isLocked) article.tabIndex = -1;
    this.settle();
  }

  get #chosen() {
    return this.radios.find((radio) => radio.checked);
  }

  get level() {
    return this.#chosen?.value ?? '';
  }

  get values() {
    return { level: this.level, reason: this.level === 'na' ? this.reason.value : '', note: this.note.value };
  }

  /** Leaves what is not given as it is. */
  set values({ level = this.level, reason = '', note = this.note.value }) {
    for (const radio of this.radios) radio.checked = radio.value === level;
    // Writing the same text again would move the cursor.
    if (reason && reason !== this.reason.value) this.reason.value = reason;
    if (note !== this.note.value) this.note.value = note;
  }

  get version() {
    return Number(this.form.elements.version.value);
  }

  set version(version) {
    this.form.elements.version.value = version;
  }

  /** Points by the level chosen here, until the server has counted. */
  get points() {
    return this.worth[this.level] ?? 0;
  }

  /** Not applicable counts only with a reason. */
  get isUnfinished() {
    return this.level === 'na' && !this.reason.value.trim();
  }

  /** Show the values, and return the choice as it was the time before: what undo goes back to. */
  settle() {
    const { level, reason } = this.values;
    const { before = { level, reason } } = this;
    this.before = { level, reason };
    this.article.querySelector('.criterion__level').textContent = this.#nameOf(level);
    this.article.querySelector('.inspector__paper').textContent = this.note.value;
    if (this.conflict) this.#fillSide('mine', this.values);
    return before;
  }

  #nameOf(level) {
    if (level === 'na') return say('na');
    return level ? this.article.querySelectorAll('.levels b')[level].textContent : say('unanswered');
  }

  /** How saving goes: saved, saving, waiting, unfinished, conflict or refused, with a message where one is needed. */
  state(state, values = {}, message = '') {
    const place = this.article.querySelector('.criterion__saved');
    place.dataset.state = state;
    place.textContent = say(state, values);
    this.article.querySelector('.criterion__message').textContent = message;
    this.conflict?.remove();
    this.conflict = null;
  }

  focus() {
    (this.isLocked ? this.article : this.#chosen ?? this.radios[0]).focus({ preventScroll: true, focusVisible: true });
  }

  /** Both texts side by side; `choose` gets mine, current or both. */
  showConflict({ values, current, message }, choose) {
    this.state('conflict');
    this.conflict = texts.content.firstElementChild.cloneNode(true);
    this.conflict.setAttribute('aria-label', message);
    this.conflict.querySelector('.conflict__message').textContent = message;
    this.#fillSide('mine', values);
    this.#fillSide('current', current);
    for (const button of this.conflict.querySelectorAll('button')) {
      button.hidden = button.dataset.choice === 'both' && (!values.note || !current.note || values.note === current.note);
      button.addEventListener('click', () => choose(button.dataset.choice));
    }
    this.article.querySelector('.criterion__row').after(this.conflict);
  }

  #fillSide(side, { level, reason, note }) {
    const show = (part, text) => { this.conflict.querySelector(`[data-side="${side}"] [data-part="${part}"]`).textContent = text; };
    show('level', `${level === 'na' ? '–' : level} ${this.#nameOf(level)}`);
    show('reason', level === 'na' ? reason : '');
    show('note', note || say('noNote'));
  }
}
