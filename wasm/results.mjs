// Results files, for results_source_worker.cpp: each is read by a worker of its own, in place, a slice at a time. A worker that
// stops is replaced once.
import { hire } from './hire.mjs';

const MISSING = 'h5wasm, which reads and writes results, is missing beside this page';
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]; // HDF5

/// Whether a file is to be read here: by its first bytes or its name.
export async function isResults(file) {
  if (/\.(h5|hdf5|nc)$/i.test(file.name)) return true;
  const begin = new Uint8Array(await file.slice(0, SIGNATURE.length).arrayBuffer());
  return SIGNATURE.every((byte, at) => begin[at] === byte);
}

export class ResultsFiles {
  /// `files`: the page's own; `deliver`: takes messages of the worker to the program of the page.
  constructor(files, deliver) {
    this.files = files;
    this.deliver = deliver;
    this.offered = new Map(); // files that wait to be opened, by name
    this.shown = null; // the file that is open, { name, file, worker, athlete, again }
    this.opening = null;
    this.parts = {}; // of the file that is saved next
  }

  offer(file) {
    this.offered.set(file.name, file);
  }

  open(name) {
    this.stop();
    this.opening = { name, file: this.offered.get(name), athlete: null, again: false };
    this.offered.delete(name);
    this.employ(this.opening);
  }

  /// Gives a file to a worker, and the athlete that another one has not answered.
  employ(of) {
    of.worker = hire(this.files, 'results_worker.mjs', {
      heard: (message) => this.heard(of, message),
      ended: (why) => {
        if (of.again) return this.fail(of, why || MISSING);
        of.again = true;
        this.employ(of);
      },
    });
    of.worker.post({ does: 'open', file: of.file });
    if (of.athlete !== null) of.worker.post({ does: 'athlete', athlete: of.athlete });
  }

  heard(of, message) {
    if (message.does === 'failed') return this.fail(of, message.why);
    if (message.does === 'opened' && of === this.opening) {
      // Only now, so that a file that cannot be read leaves the one that is open as it is.
      this.shown?.worker.dismiss();
      this.shown = of;
      this.opening = null;
      this.deliver({ ...message, does: 'resultsOpened' });
    } else if (message.does === 'athlete' && of === this.shown) {
      if (message.athlete === of.athlete) Object.assign(of, { athlete: null, again: false });
      this.deliver({ ...message, does: 'resultsAthlete' });
    }
  }

  fail(of, why) {
    if (of === this.opening) this.stop();
    else if (of !== this.shown) return;
    this.deliver({ does: 'resultsFailed', why: `${of.name}: ${why}` });
  }

  stop() {
    this.opening?.worker.dismiss();
    this.opening = null;
  }

  /// The bytes of a variable of the file that is saved next.
  part(name, bytes) {
    this.parts[name] = bytes;
  }

  /// A results file to save, written by a worker of its own.
  save(name, header) {
    const arrays = this.parts;
    this.parts = {};
    const write = (last) => {
      const worker = hire(this.files, 'results_worker.mjs', {
        heard: (message) => {
          worker.dismiss();
          this.deliver(message.does === 'saved' ? { ...message, does: 'resultsSaved' } : { does: 'resultsFailed', why: `${name}: ${message.why}` });
        },
        ended: (why) => (last ? this.deliver({ does: 'resultsFailed', why: `${name}: ${why || MISSING}` }) : write(true)),
      });
      worker.post({ does: 'save', name, header, arrays });
    };
    write(false);
  }

  read(athlete) {
    if (!this.shown) return;
    this.shown.athlete = athlete;
    this.shown.worker.post({ does: 'athlete', athlete });
  }
}
