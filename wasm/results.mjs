// Results files, for results_source_worker.cpp: each is read by a worker of its own, in place, a slice at a time.

const MISSING = 'h5wasm, which reads and writes results, is missing beside this page';
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]; // HDF5

/// Whether a file is to be read here: by its first bytes or its name.
export async function isResults(file) {
  if (/\.(h5|hdf5|nc)$/i.test(file.name)) return true;
  const begin = new Uint8Array(await file.slice(0, SIGNATURE.length).arrayBuffer());
  return SIGNATURE.every((byte, at) => begin[at] === byte);
}

export class ResultsFiles {
  /// `deliver`: takes messages of the worker to the program of the page.
  constructor(deliver) {
    this.deliver = deliver;
    this.files = new Map(); // that wait to be opened, by name
    this.worker = null; // of the file that is open
    this.opening = null;
    this.parts = {}; // of the file that is saved next
  }

  offer(file) {
    this.files.set(file.name, file);
  }

  open(name) {
    this.stop();
    const file = this.files.get(name);
    this.files.delete(name);
    const worker = this.hire();
    this.opening = worker;
    const fail = (why) => {
      if (worker === this.opening) this.stop();
      else if (worker !== this.worker) return;
      this.deliver({ does: 'resultsFailed', why: `${name}: ${why}` });
    };
    worker.onerror = (event) => fail(event.message || MISSING);
    worker.onmessage = ({ data }) => {
      if (data.does === 'failed') return fail(data.why);
      if (data.does === 'opened' && worker === this.opening) {
        // Only now, so that a file that cannot be read leaves the one that is open as it is.
        this.worker?.terminate();
        this.worker = worker;
        this.opening = null;
      }
      if (worker === this.worker) this.deliver({ ...data, does: data.does === 'opened' ? 'resultsOpened' : 'resultsAthlete' });
    };
    worker.postMessage({ does: 'open', file });
  }

  stop() {
    this.opening?.terminate();
    this.opening = null;
  }

  /// The bytes of a variable of the file that is saved next.
  part(name, bytes) {
    this.parts[name] = bytes;
  }

  /// A results file to save, written by a worker of its own.
  save(name, header) {
    const worker = this.hire();
    const done = (message) => {
      worker.terminate();
      this.deliver(message);
    };
    worker.onerror = (event) => done({ does: 'resultsFailed', why: `${name}: ${event.message || MISSING}` });
    worker.onmessage = ({ data }) =>
      done(data.does === 'saved' ? { ...data, does: 'resultsSaved' } : { does: 'resultsFailed', why: `${name}: ${data.why}` });
    worker.postMessage({ does: 'save', name, header, arrays: this.parts });
    this.parts = {};
  }

  hire() {
    return new Worker(new URL('./results_worker.mjs', import.meta.url), { type: 'module' });
  }

  read(athlete) {
    this.worker?.postMessage({ does: 'athlete', athlete });
  }
}
