// The athletes' desks, kept in this browser and nowhere else: a record an athlete, and which of them was on the screen. One
// tab keeps them; another that is open says so and may take over.
import { tr } from './language.mjs';

const REST = 1000; // [ms] without a frame before they are kept,
const LONGEST = 10_000; // or this long since the last time
const PATIENCE = 2000; // [ms] for the other tab to keep what it has
const LOCK = 'formcast desks';

let database; // stays open, so that what is kept while the page is being closed need not wait for it

/// Opens the database; rejects where the browser keeps nothing, as in some private windows.
function open() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('formcast', 2);
    opening.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) opening.result.createObjectStore('sessions');
      if (oldVersion < 2) opening.result.createObjectStore('desks');
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      database = opening.result;
      const forget = () => { database = undefined; };
      database.onclose = forget;
      database.onversionchange = () => { // a newer page wants to change it
        database.close();
        forget();
      };
      resolve(database);
    };
  });
}

/// All that `work` does with the stores `sessions` and `desks`, or nothing of it.
async function store(mode, work) {
  const transaction = (database ?? (await open())).transaction(['sessions', 'desks'], mode);
  const request = work(transaction.objectStore('sessions'), transaction.objectStore('desks'));
  if (mode === 'readwrite') transaction.commit(); // now: a page that is being closed comes to nothing else
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
  return request?.result;
}

const read = (work) => store('readonly', work).catch(() => undefined);

/// The desk that was on the screen, { text, sample, current }; nothing on a first visit. `current` is the athlete, missing where it
/// was kept before athletes had desks of their own.
export async function keptDesk() {
  const bench = await read((sessions) => sessions.get('bench'));
  const text = bench ? await read((_, desks) => desks.get(bench.current)) : await read((sessions) => sessions.get('last'));
  return text && { text, sample: bench?.sample ?? '', current: bench?.current };
}

export class Desks {
  /// `program`: { bench, kept, keep }; `state`: what is on the screen; `tell`: shows a notice with actions, or none; `kept`: of
  /// keptDesk().
  constructor(program, state, tell, kept) {
    Object.assign(this, { program, state, tell, stored: new Map(), keeps: false, timer: 0, due: Infinity, last: '' });
    if (kept?.current) this.stored.set(kept.current, ''); // a mark of no state: it is kept again in this version's form
    this.channel = new BroadcastChannel('formcast');
    this.channel.onmessage = ({ data }) => data === 'yield' && this.keeps && this.yield();
  }

  /// The desk that keptDesk() gave cannot be read by this version: it is put aside, as its name may come to be used.
  async putAside({ current, text }) {
    if (!current) return;
    await store('readwrite', (sessions, desks) => {
      sessions.put(text, `aside ${current}`);
      desks.delete(current);
    }).catch(() => {});
    this.stored.delete(current);
  }

  /// Reads the other athletes and begins to keep what changes.
  async begin() {
    for (const name of (await read((_, desks) => desks.getAllKeys())) ?? []) {
      if (this.stored.has(name)) continue;
      const text = await read((_, desks) => desks.get(name));
      if (!text) continue;
      this.program.keep(name, text);
      this.stored.set(name, this.marks(this.program.bench()).get(name)); // at once, as it may be edited from now on
    }
    if (await this.claim()) {
      this.keeps = true;
      this.later();
      // The last edit before the page is closed or left does not wait.
      document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.keepNow());
      addEventListener('pagehide', () => this.keepNow());
    } else {
      this.tell(tr('Formcast is open in another tab, which keeps the plans. What you change here is not kept.'), { [tr('Take over')]: () => this.takeOver() });
    }
  }

  /// Whether this is the tab that keeps the desks.
  claim() {
    if (!navigator.locks) return true;
    return new Promise((resolve) => {
      navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise((release) => { this.release = release; });
      }).catch(() => this.lose()); // another tab did not want to wait
    });
  }

  async takeOver() {
    const yielded = new Promise((resolve) => {
      this.channel.onmessage = ({ data }) => data === 'yielded' && resolve(true);
      setTimeout(() => resolve(false), PATIENCE);
    });
    this.channel.postMessage('yield');
    if (!(await yielded)) await navigator.locks.request(LOCK, { steal: true }, () => {});
    location.reload();
  }

  async yield() {
    await this.keepNow();
    this.lose();
    this.release?.();
    this.channel.postMessage('yielded');
  }

  lose() {
    this.keeps = false;
    this.tell(tr('Another tab has taken over. What you change here is not kept.'), { [tr('Take over')]: () => this.takeOver() });
  }

  /// What tells whether the desk on the screen has changed.
  mark() {
    const { title, edit, athlete, today, plan, plans } = this.state();
    return JSON.stringify([title, edit, athlete, today, plan, plans?.map((one) => [one.name, one.shown, one.total_load])]);
  }

  /// Per athlete what changes with the desk.
  marks({ current, athletes }) {
    return new Map(athletes.map(([name, revision]) => [name, name === current ? this.mark() : String(revision)]));
  }

  /// Keeps what has changed after a pause.
  later() {
    if (!this.keeps) return;
    const now = performance.now();
    this.due = Math.min(this.due, now + LONGEST);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keepNow(), Math.min(REST, this.due - now));
  }

  /// What differs from what is kept: athletes with their marks, names that are gone; nothing where all is kept.
  unkept(bench) {
    const marks = this.marks(bench);
    const changed = [...marks].filter(([name, mark]) => this.stored.get(name) !== mark);
    const gone = [...this.stored.keys()].filter((name) => !marks.has(name));
    const same = gone.length === 0 && (!bench.current || (changed.length === 0 && this.last === bench.current));
    return same ? null : { changed, gone };
  }

  /// For tests: whether nothing is left to be kept.
  allKept() {
    return this.keeps && !this.unkept(this.program.bench());
  }

  async keepNow() {
    if (!this.keeps) return;
    clearTimeout(this.timer);
    this.due = Infinity;
    const bench = this.program.bench();
    const { current, sample } = bench;
    const unkept = this.unkept(bench);
    if (!unkept) return;
    const { changed, gone } = unkept;
    const texts = changed.map(([name]) => [name, this.program.kept(name)]);
    try {
      await store('readwrite', (sessions, desks) => {
        for (const [name, text] of texts) desks.put(text, name);
        for (const name of gone) desks.delete(name);
        sessions.put({ current, sample }, 'bench');
      });
    } catch (error) {
      this.keeps = false;
      this.tell(tr('This browser does not keep the plans ({}). Everything works; save the session before you leave.', error?.message ?? tr('a private window?')),
        { [tr('Save session')]: () => this.program.save() });
      return;
    }
    for (const [name, mark] of changed) this.stored.set(name, mark);
    for (const name of gone) this.stored.delete(name);
    this.last = current;
  }
}
