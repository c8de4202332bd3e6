// On every page: light or dark, focus on errors, the sign that tells whether all is saved, signing out, and what is
// kept in the browser for work without a network.
import { outbox } from './outbox.js';
import { announce, fill } from './words.js';

const scoring = document.querySelector('.scoring');

// --- Light or dark ---

const root = document.documentElement;
for (const choice of document.querySelectorAll('#appearance input')) {
  choice.checked = choice.value === root.dataset.colorScheme;
  choice.addEventListener('change', () => {
    root.dataset.colorScheme = choice.value;
    localStorage.setItem('kompass-appearance', choice.value);
  });
}

document.getElementById('error-summary')?.focus();

// --- Saving ---

const sign = document.getElementById('saving-status');
const SYMBOLS = { saved: 'check', saving: 'wait', waiting: 'offline', trouble: 'warning' };

/** The most urgent thing about the entries: [state, sentence, count, where to go]. */
function verdict(entries) {
  const held = (hold) => entries.filter((entry) => entry.hold === hold);
  const waiting = held('').length;
  if (waiting && outbox.trouble === 'signed-out') return ['trouble', 'signedOut', 0, sign.dataset.signIn];
  for (const hold of ['conflict', 'refused', 'unfinished']) {
    const [first, ...more] = held(hold);
    if (first) return [hold === 'unfinished' ? 'waiting' : 'trouble', hold, more.length + 1, first.page];
  }
  if (waiting && (outbox.trouble === 'offline' || !navigator.onLine)) return ['waiting', 'waiting', waiting];
  if (waiting && outbox.trouble) return ['trouble', 'trouble', 0];
  return waiting ? ['saving', 'saving', 0] : ['saved', 'saved', 0];
}

async function showSign() {
  const [state, name, count, address] = verdict(await outbox.all());
  const sentence = sign.dataset[name] ?? fill(sign.dataset[name + (count === 1 ? 'One' : 'Many')], { n: count });
  const isCalm = state === 'saved' || state === 'saving';
  const wasCalm = ['saved', 'saving'].includes(sign.dataset.state);
  const changed = sign.lastElementChild.textContent !== sentence;
  sign.hidden = isCalm && !scoring;
  sign.dataset.state = state;
  sign.lastElementChild.textContent = sentence;
  sign.querySelector('use').setAttribute('href', `#i-${SYMBOLS[state]}`);
  if (address) sign.href = address;
  else sign.removeAttribute('href');
  if (changed && (!isCalm || (!wasCalm && state === 'saved'))) announce(sentence);
}

// --- Signing out ---

async function signOut(event) {
  event.preventDefault();
  const waiting = (await outbox.all()).filter(({ hold }) => hold !== 'arrived').length;
  if (waiting && !(await leaveAnyway(waiting))) return;
  await outbox.clear();
  await forgetPages();
  event.target.submit();
}

function leaveAnyway(count) {
  const dialog = document.getElementById('unsent');
  document.getElementById('unsent-count').textContent = count === 1 ? dialog.dataset.one : fill(dialog.dataset.many, { n: count });
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'leave'), { once: true });
  });
}

// --- Pages kept for work without a network, one store per account; see sw.js ---

async function keepPages() {
  const workers = navigator.serviceWorker;
  const isFirst = !workers.controller;
  await workers.register(`/sw.js?account=${document.body.dataset.account}`);
  const { active } = await workers.ready;
  // The first page came before there was anybody to keep it. Not all its parts are known until it has loaded.
  if (document.readyState !== 'complete') await new Promise((done) => { addEventListener('load', done, { once: true }); });
  const parts = performance.getEntriesByType('resource').map(({ name }) => name);
  if (isFirst) active.postMessage([location.href, ...parts]);
}

async function forgetPages() {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(registrations.map((registration) => registration.unregister()));
  const names = 'caches' in window ? await caches.keys() : [];
  await Promise.all(names.filter((name) => name.startsWith('kompass-')).map((name) => caches.delete(name)));
}

if (outbox) {
  for (const type of ['changed', 'queued', 'delayed', 'held']) outbox.addEventListener(type, showSign);
  document.getElementById('sign-out').addEventListener('submit', signOut);
  // The scoring page sends when it is ready to hear the answers.
  if (scoring) showSign();
  else outbox.flush();
  if (navigator.serviceWorker) keepPages();
} else {
  forgetPages();
}
