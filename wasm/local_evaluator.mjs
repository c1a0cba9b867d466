// The evaluator of a page without workers: the page's own program does the work, between two frames. The screen waits
// meanwhile, and the numbers are the same.
import { work } from './work.mjs';

export class LocalEvaluator {
  /// `program`: a promise of the page's; `deliver`: takes messages back to it.
  constructor(program, deliver) {
    this.ready = program;
    this.deliver = deliver;
    this.twins = 0; // opened so far; requests about an earlier one are dropped
    this.learning = 0;
    this.reading = 0;
    this.offered = [];
    this.reader = null;
  }

  later(what, still = () => true) {
    this.ready.then((program) => setTimeout(() => still() && what(program)));
  }

  width() {
    return 1;
  }

  speak() {} // the page's own program does

  open(json) {
    ++this.twins;
    this.later((program) => work(program).twin({ json }));
  }

  ask(id, plan, members, place, what) {
    const of = this.twins;
    this.later((program) => work(program, this.deliver).run({ id, plan, members, what }), () => of === this.twins);
  }

  search(id, scenario, trip) {
    this.later((program) => work(program, this.deliver).search({ id, scenario, trip }));
  }

  prepare() {}

  learn(csv, name, sameDay, known) {
    this.stop();
    const mine = this.learning;
    const stopped = () => mine !== this.learning;
    const told = (message) => stopped() || this.deliver(message);
    this.later((program) => work(program, told, stopped).learn({ csv, name, sameDay, known }));
  }

  stop() {
    ++this.learning;
  }

  offer(files) {
    this.offered = files;
  }

  import(choices) {
    this.stopImport();
    const mine = this.reading;
    const stopped = () => mine !== this.reading;
    const told = (message) => stopped() || this.deliver(message);
    this.reader = this.ready.then((program) => work(program, told, stopped));
    this.reader.then((reader) => reader.import({ files: this.offered, choices }));
  }

  importAgain(choices) {
    this.reader?.then((reader) => reader.importAgain({ choices }));
  }

  stopImport() {
    ++this.reading;
    this.reader = null;
  }
}
