// The workers that evaluate plans, learn twins and read an athlete's own files, for evaluator_workers.cpp. One that stops is
// replaced, and what it had to do is done once more.
import { hire } from './hire.mjs';
import { tr } from './language.mjs';

// More would share the cores that draw the screen.
const MOST_WORKERS = 4;

const twice = (what, why) => (why ? tr('{} stopped twice ({})', what, why) : tr('{} stopped twice', what));

export class WorkerEvaluator {
  /// `files`: the page's; `module`: the compiled program; `deliver`: takes messages back to the program of the page; `retreat`:
  /// called once when no worker can be started. Throws where the browser has none.
  constructor(files, module, deliver, retreat) {
    Object.assign(this, { files, module, deliver, retreat });
    this.asked = new Map(); // unanswered requests, by id
    this.turn = 0; // which twin; answers about an earlier one are dropped
    this.twin = '';
    this.table = ''; // of the language; '' for English
    this.most = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 2));
    this.workers = [];
    for (let n = 0; n < this.most; ++n) this.workers.push(this.employ([]));
    this.learners = [];
    this.ready = []; // workers that may soon learn
    this.reader = null;
    this.offered = []; // the files to read,
    this.choices = ''; // and how
  }

  hire(heard, ended) {
    const worker = hire(this.files, 'worker.mjs', { heard, ended });
    worker.post({ does: 'start', module: this.module });
    if (this.table) worker.post({ does: 'language', table: this.table });
    return worker;
  }

  /// Workers speak the language too, as they make sentences.
  speak(table) {
    this.table = table;
    for (const { worker } of this.workers) worker.post({ does: 'language', table });
  }

  /// A worker that evaluates plans, beginning with `pending` requests.
  employ(pending) {
    const of = { pending, started: false };
    of.worker = this.hire((message) => this.heard(of, message), (why) => this.replace(of, why));
    if (this.twin) of.worker.post({ does: 'twin', json: this.twin });
    for (const message of pending) of.worker.post(message);
    return of;
  }

  heard(of, message) {
    if (message.does === 'ready') of.started = true;
    if (message.does !== 'answer' && message.does !== 'found') return;
    of.pending = of.pending.filter(({ id, answer }) => id !== message.id || answer !== message.does);
    if (message.does === 'answer') {
      this.asked.delete(message.id);
      if (message.turn !== this.turn) return;
    }
    this.deliver(message);
  }

  replace(of, why) {
    const place = this.workers.indexOf(of);
    const left = of.pending.filter(({ does, turn }) => does === 'search' || turn === this.turn);
    if (!of.started) { // nor would another one start
      this.workers.splice(place, 1);
      if (this.workers.length === 0) this.retreat();
      else left.forEach((message) => this.give(message));
      return;
    }
    for (const { id, answer } of left.filter(({ again }) => again)) {
      this.asked.delete(id);
      this.deliver({ does: 'unanswered', id, found: answer === 'found', why: twice(tr('the calculation'), why) });
    }
    this.workers[place] = this.employ(left.filter(({ again }) => !again).map((message) => ({ ...message, again: true })));
  }

  width() {
    return this.workers.length;
  }

  open(json) {
    ++this.turn;
    this.twin = json;
    this.asked.clear();
    for (const { worker } of this.workers) worker.post({ does: 'twin', json });
  }

  /// A plan goes where it went before, as that worker caches its trips; elsewhere where that one is busier.
  ask(id, plan, members, place, what) {
    this.asked.set(id, [id, plan, members, place, what]);
    this.give({ does: 'run', answer: 'answer', id, plan, members, what, turn: this.turn }, place);
  }

  /// Better sleep and light for a trip; the answer carries the id.
  search(id, scenario, trip) {
    this.give({ does: 'search', answer: 'found', id, scenario, trip });
  }

  /// Gives work to the least busy worker, preferably number `place`.
  give(message, place = 0) {
    const own = this.workers[place % this.workers.length];
    const idle = this.workers.reduce((a, b) => (b.pending.length < a.pending.length ? b : a), own);
    idle.pending.push(message);
    idle.worker.post(message);
  }

  /// Starts workers for a history that may soon be learned, which takes half a second.
  prepare(athletes) {
    while (this.ready.length < Math.min(this.most, athletes)) this.ready.push(this.student());
  }

  /// A worker that may learn. `heard` and `ended` are those of its lesson.
  student() {
    const student = { heard: () => {}, ended: () => this.ready.splice(this.ready.indexOf(student), 1) };
    student.worker = this.hire((message) => student.heard(message), (why) => student.ended(why));
    return student;
  }

  /// Every worker learns its share of the athletes, each `most`-th; they are delivered in the file's order.
  learn(csv, name, sameDay, known) {
    this.stop();
    const lesson = { csv, name, sameDay, known, shares: this.most, begun: false, told: 0, learned: [] };
    this.teach(lesson, { share: 0, done: 0, stopped: -1 });
  }

  /// Has a share learned from where another worker stopped; athletes that are learned stay so.
  teach(lesson, of) {
    const heard = (message) => {
      if (message.does === 'begun') this.beginOthers(lesson, message);
      else if (message.does === 'learned') this.tellInOrder(lesson, of, message);
      else if (message.does !== 'ready') this.deliver(message);
    };
    const ended = (why) => {
      if (of.stopped === of.done) {
        this.stop();
        return this.deliver({ does: 'failed', why: twice(tr('{}: learning', lesson.name), why) });
      }
      of.stopped = of.done;
      this.teach(lesson, of);
    };
    const student = Object.assign(this.ready.pop() ?? this.student(), { heard, ended });
    this.learners[of.share] = student;
    const { csv, name, sameDay, known, shares } = lesson;
    student.worker.post({ does: 'learn', csv, name, sameDay, known, shares, share: of.share, done: of.done });
  }

  /// The first share has read how many athletes there are; the others have one or more each.
  beginOthers(lesson, message) {
    if (lesson.begun) return;
    lesson.begun = true;
    lesson.athletes = message.athletes;
    this.deliver(message);
    for (let share = 1; share < Math.min(lesson.shares, message.athletes); ++share) this.teach(lesson, { share, done: 0, stopped: -1 });
  }

  tellInOrder(lesson, of, message) {
    lesson.learned[of.share + of.done * lesson.shares] = message;
    ++of.done;
    for (; lesson.learned[lesson.told]; ++lesson.told) {
      this.deliver({ ...lesson.learned[lesson.told], last: lesson.told + 1 === lesson.athletes });
      lesson.learned[lesson.told] = true;
    }
  }

  /// Learning cannot be interrupted, so its workers are dismissed.
  stop() {
    for (const { worker } of this.learners) worker.dismiss();
    this.learners = [];
  }

  /// { file, name, given } each, for the next import; files are handed over unread.
  offer(files) {
    this.offered = files;
  }

  import(choices) {
    this.stopImport();
    this.choices = choices;
    this.read(false);
  }

  /// Reads the files, `again` where another worker stopped.
  read(again) {
    let stopped = again;
    const heard = (message) => {
      if (message.does === 'ready') return;
      if (message.does === 'imported') stopped = false;
      this.deliver(message);
    };
    this.reader = this.hire(heard, (why) => (stopped ? this.deliver({ does: 'importFailed', why: twice(tr('reading'), why) }) : this.read(true)));
    this.reader.post({ does: 'import', files: this.offered, choices: this.choices });
  }

  importAgain(choices) {
    this.choices = choices;
    this.reader?.post({ does: 'importAgain', choices });
  }

  stopImport() {
    this.reader?.dismiss();
    this.reader = null;
  }
}
