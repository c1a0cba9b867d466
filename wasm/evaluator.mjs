// The workers that evaluate plans, learn twins and read an athlete's own files, for evaluator_workers.cpp.

// More would share the cores that draw the screen.
const MOST_WORKERS = 4;

export class WorkerEvaluator {
  /// `module`: the compiled program; `deliver`: takes messages back to the program of the page; `fail`: shows an error;
  /// `retreat`: called once when no worker can be started. Throws where the browser has none.
  constructor(module, deliver, fail, retreat) {
    this.module = module;
    this.deliver = deliver;
    this.fail = fail;
    this.retreat = retreat;
    this.works = false; // one of them has started
    this.asked = new Map(); // unanswered requests, by id
    this.turn = 0; // which twin; answers about an earlier one are dropped
    this.twin = '';
    const cores = navigator.hardwareConcurrency || 2;
    this.workers = Array.from({ length: Math.max(1, Math.min(MOST_WORKERS, cores)) }, () => this.hire());
    this.learner = null;
    this.reader = null;
    this.offered = []; // the files to read
  }

  hire() {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });
    const of = { worker, asked: 0 };
    worker.onerror = (event) => {
      if (of === this.reader) return this.deliver({ does: 'importFailed', why: event.message || 'reading stopped' });
      if (this.works) return this.fail(event.message || 'a worker stopped');
      this.retreat?.();
      this.retreat = null;
    };
    worker.onmessage = ({ data }) => {
      const answers = data.does === 'answer' || data.does === 'found';
      if (data.does === 'ready') this.works = true;
      if (answers) --of.asked;
      if (data.does === 'answer') {
        this.asked.delete(data.id);
        if (data.turn !== this.turn) return;
      }
      if (of === this.learner || of === this.reader || answers) this.deliver(data);
    };
    worker.postMessage({ does: 'start', module: this.module });
    return of;
  }

  width() {
    return this.workers.length;
  }

  open(json) {
    ++this.turn;
    this.twin = json;
    this.asked.clear();
    for (const { worker } of this.workers) worker.postMessage({ does: 'twin', json });
  }

  /// A plan goes where it went before, as that worker caches its trips; elsewhere where that one is busier.
  ask(id, plan, members, place, what) {
    this.asked.set(id, [id, plan, members, place, what]);
    this.give({ does: 'run', id, plan, members, what, turn: this.turn }, place);
  }

  /// Better sleep and light for a trip; the answer carries the id.
  search(id, scenario, trip) {
    this.give({ does: 'search', id, scenario, trip });
  }

  /// Gives work to the least busy worker, preferably number `place`.
  give(message, place = 0) {
    const own = this.workers[place % this.workers.length];
    const idle = this.workers.reduce((a, b) => (b.asked < a.asked ? b : a), own);
    ++idle.asked;
    idle.worker.postMessage(message);
  }

  learn(csv, name, sameDay) {
    this.stop();
    this.learner = this.hire();
    this.learner.worker.postMessage({ does: 'learn', csv, name, sameDay });
  }

  /// Learning cannot be interrupted, so its worker is terminated.
  stop() {
    this.learner?.worker.terminate();
    this.learner = null;
  }

  /// { file, name, given } each, for the next import; files are handed over unread.
  offer(files) {
    this.offered = files;
  }

  import(choices) {
    this.stopImport();
    this.reader = this.hire();
    this.reader.worker.postMessage({ does: 'import', files: this.offered, choices });
  }

  importAgain(choices) {
    this.reader?.worker.postMessage({ does: 'importAgain', choices });
  }

  stopImport() {
    this.reader?.worker.terminate();
    this.reader = null;
  }
}
