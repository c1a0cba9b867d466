// The workers that work out plans and learn twins, on behalf of engine_workers.cpp.

// More would share the cores that draw the screen.
const MOST_WORKERS = 4;

export class WorkerEngine {
  /// `module`: the compiled program; `deliver`: takes messages back to the program of the page; `fail`: says why not.
  constructor(module, deliver, fail) {
    this.module = module;
    this.deliver = deliver;
    this.fail = fail;
    this.turn = 0; // which twin; answers about an earlier one are dropped
    this.twin = '';
    const cores = navigator.hardwareConcurrency || 2;
    this.workers = Array.from({ length: Math.max(1, Math.min(MOST_WORKERS, cores)) }, () => this.hire());
    this.learner = null;
  }

  hire() {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });
    const of = { worker, asked: 0 };
    worker.onerror = (event) => this.fail(event.message || 'a worker could not be started');
    worker.onmessage = ({ data }) => {
      const answers = data.does === 'answer' || data.does === 'found';
      if (answers) --of.asked;
      if (data.does === 'answer' && data.turn !== this.turn) return;
      if (of === this.learner || answers) this.deliver(data);
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
    for (const { worker } of this.workers) worker.postMessage({ does: 'twin', json });
  }

  ask(id, scenario, members) {
    this.give({ does: 'run', id, scenario, members, turn: this.turn });
  }

  /// Better sleep and light for a trip; what is found is known by its id.
  search(id, scenario, trip) {
    this.give({ does: 'search', id, scenario, trip });
  }

  /// Work for whoever has least of it.
  give(message) {
    const idle = this.workers.reduce((a, b) => (b.asked < a.asked ? b : a));
    ++idle.asked;
    idle.worker.postMessage(message);
  }

  learn(csv, name, sameDay) {
    this.stop();
    this.learner = this.hire();
    this.learner.worker.postMessage({ does: 'learn', csv, name, sameDay });
  }

  /// Learning cannot be interrupted, so its worker is sent home.
  stop() {
    this.learner?.worker.terminate();
    this.learner = null;
  }
}
