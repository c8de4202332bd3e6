// Keeps every answer in the browser until the server has it: through a lost network, a closed tab, a lost reply and an
// expired sign-in. One entry per account and address, the newest wins. Other tabs of the same account follow along.

const STORE = 'outbox';
const REPLY_WITHIN = 15_000;
const SHORTEST_PAUSE = 3_000;
const LONGEST_PAUSE = 60_000;

/** An entry: address, page (where it can be seen), values, version (what the person saw), op (the same at every retry),
    due (when it may go), hold ('' or why it stays: unfinished, conflict, refused), current and message. One that has
    arrived is held as «arrived», so that a page kept from before can be brought up to date. */
class Outbox extends EventTarget {
  /** '' or why entries wait: offline, server, signed-out. */
  trouble = '';
  #account; #csrf; #channel; #timer; #busy = false; #pause = 0; #recovered;

  constructor({ account, csrf }) {
    super();
    this.#account = account;
    this.#csrf = csrf;
    this.#channel = new BroadcastChannel(`kompass-${account}`);
    this.#channel.onmessage = ({ data: [type, detail] }) => this.#dispatch(type, { ...detail, remote: true });
    addEventListener('online', () => this.flush());
    addEventListener('offline', () => this.#dispatch('changed'));
    document.addEventListener('visibilitychange', () => document.hidden || this.flush());
    this.#recovered = this.#recover().catch(() => {});
  }

  async all() {
    await this.#recovered;
    const range = IDBKeyRange.bound([this.#account], [this.#account, []]);
    return transact('readonly', (store) => store.getAll(range));
  }

  /** Keep an answer, and send it when `delay` milliseconds have passed. A conflict stays one until it is resolved. */
  async put(address, entry, delay = 0) {
    const fresh = { ...entry, op: operation(), due: Date.now() + delay };
    const text = this.#jot(address, fresh);
    await this.#change(address, (before) => over(before, fresh));
    this.#strike(address, text);
    this.#tell('queued', { address, values: entry.values });
    return delay ? this.#schedule() : this.flush();
  }

  /** The person has chosen: send these values on top of the version they have now seen. */
  async resolve(address, values, version) {
    await this.#change(address, (entry) => ({ ...entry, values, version, op: operation(), hold: '', due: 0 }));
    return this.flush();
  }

  async drop(address) {
    await this.#change(address, () => null);
    this.#tell('changed');
  }

  async clear() {
    for (const { address } of await this.all()) await this.drop(address);
    for (const [key] of this.#jottings()) localStorage.removeItem(key);
  }

  /** Send what may go, one at a time and in one tab at a time. */
  async flush() {
    if (this.#busy) return;
    this.#busy = true;
    await alone(async () => {
      for (let entry; (entry = (await this.#waiting())[0]) && !left(entry); ) if (!(await this.#send(entry))) break;
    });
    this.#busy = false;
    this.#tell('changed');
    await this.#schedule();
  }

  async #waiting() {
    return (await this.all()).filter(({ hold }) => !hold).sort((a, b) => a.due - b.due);
  }

  async #schedule() {
    const [first] = await this.#waiting();
    clearTimeout(this.#timer);
    this.#pause = first && this.trouble ? Math.min(Math.max(this.#pause * 2, SHORTEST_PAUSE), LONGEST_PAUSE) : 0;
    // Signed out, only the person can help; it is tried again when the page is opened or looked at.
    if (!first || this.trouble === 'signed-out') return;
    this.#timer = setTimeout(() => this.flush(), Math.max(this.#pause, left(first)));
  }

  /** True when the next may be tried. */
  async #send(entry, renewed = false) {
    const { address, values, version, op } = entry;
    const [status, answer] = await this.#fetch(address, { method: 'POST', body: new URLSearchParams({ ...values, version, op }) });
    if (status === 200 && answer?.version) return this.#arrived(entry, answer);
    if (status === 400 && answer?.code === 'csrf' && !renewed) return this.#renew(entry);
    if (status === 401) return this.#wait('signed-out', entry);
    if (status === 409 && answer?.current) return this.#hold('conflict', entry, answer);
    if (answer && [400, 403, 404, 409, 413, 422].includes(status)) return this.#hold('refused', entry, answer);
    // No answer, one from something between us and the server, or a server in trouble: try again later.
    return this.#wait(answer ? 'server' : 'offline', entry, answer?.message);
  }

  /** Status and content; nothing when there is no answer or it is not ours. */
  async #fetch(address, options) {
    try {
      const reply = await fetch(address, {
        ...options,
        headers: { Accept: 'application/json', 'X-CSRFToken': this.#csrf },
        redirect: 'error',
        signal: AbortSignal.timeout(REPLY_WITHIN),
      });
      return [reply.status, await reply.json()];
    } catch {
      return [];
    }
  }

  async #arrived({ address, values, op }, answer) {
    const { version } = answer;
    this.trouble = '';
    // What was typed while the answer was under way builds on the version just saved.
    await this.#change(address, (now) => now && { ...now, version, ...(now.op === op && { hold: 'arrived' }) });
    this.#tell('saved', { address, values, ...answer });
    return true;
  }

  /** It goes no further without the person. A conflict also concerns what was typed meanwhile. */
  async #hold(hold, { address, op }, { current, message, problems = [] }) {
    const why = problems.map((problem) => problem.message).join(' ') || message;
    this.trouble = '';
    await this.#change(address, (now) => (now && (current || now.op === op) ? { ...now, hold, current, message: why } : now));
    this.#tell('held', { address });
    return true;
  }

  /** Somebody else signed in meanwhile must not save in this person's name. */
  async #renew(entry) {
    const [, answer] = await this.#fetch('/token');
    if (!answer) return this.#wait('offline', entry);
    if ('account' in answer && String(answer.account ?? '') !== this.#account) return this.#wait('signed-out', entry);
    this.#csrf = answer.csrf;
    return this.#send(entry, true);
  }

  #wait(trouble, { address }, message = '') {
    this.trouble = trouble;
    this.#tell('delayed', { address, message });
    return false;
  }

  #jotted(address) {
    return `kompass-jotted-${this.#account} ${address}`;
  }

  /** The database is written a moment later, and the page may be left before that. This is written at once. */
  #jot(address, entry) {
    const text = JSON.stringify(entry);
    try {
      localStorage.setItem(this.#jotted(address), text);
    } catch {
      // No room: then the database is alone about it.
    }
    return text;
  }

  /** The database has it. What has been typed since stays jotted down. */
  #strike(address, text) {
    if (this.#isJotted(address, text)) localStorage.removeItem(this.#jotted(address));
  }

  #jottings() {
    return Object.entries(localStorage).filter(([key]) => key.startsWith(this.#jotted('')));
  }

  #isJotted(address, text) {
    return localStorage.getItem(this.#jotted(address)) === text;
  }

  /** What a page was left with before the database had it. Another tab may be typing on. */
  async #recover() {
    await Promise.all(this.#jottings().map(async ([key, text]) => {
      const address = key.slice(this.#jotted('').length);
      await this.#change(address, (before) => (this.#isJotted(address, text) ? over(before, JSON.parse(text)) : before));
      this.#strike(address, text);
    }));
  }

  /** Read, alter and write in one transaction, so that nothing typed meanwhile is overwritten. Null removes. */
  #change(address, alter) {
    const key = [this.#account, address];
    return transact('readwrite', (store) => {
      const request = store.get(key);
      request.onsuccess = () => {
        const after = alter(request.result);
        if (after) store.put({ ...after, account: this.#account, address });
        else store.delete(key);
      };
      return request;
    });
  }

  #tell(type, detail) {
    this.#dispatch(type, detail);
    this.#channel.postMessage([type, detail]);
  }

  #dispatch(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** A newer entry in place of one that may be there. */
const over = (before, fresh) => (before?.hold === 'conflict' ? { ...before, ...fresh, hold: 'conflict' } : fresh);

/** Milliseconds until an entry may go. More than it was ever given means that the clock has been set back: then it may go. */
function left({ due }) {
  const wait = due - Date.now();
  return wait > 0 && wait <= LONGEST_PAUSE ? wait : 0;
}

const database = new Promise((resolve, reject) => {
  const request = indexedDB.open('kompass', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ['account', 'address'] });
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function transact(mode, work) {
  const transaction = (await database).transaction(STORE, mode);
  const request = work(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

// Locks and ready-made ids are there on https and on this machine; elsewhere we manage without.
const alone = (work) => (navigator.locks ? navigator.locks.request('kompass-outbox', work) : work());
const operation = () => crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(3)).join('-');

/** The outbox of the person who is signed in; null when nobody is. */
export const outbox = document.body.dataset.account ? new Outbox(document.body.dataset) : null;
