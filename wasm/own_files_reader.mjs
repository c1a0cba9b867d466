// Reads an athlete's own files with a program, one after the other: a worker's program takes a file's bytes from the browser as
// it needs them, and the page's own program, where there are no workers, one whole file at a time.
import { call } from './call.mjs';

const REST = 100; // [ms] between two reports of progress

export class OwnFiles {
  constructor(program, post, stopped) {
    Object.assign(this, { program, post, stopped, files: [], choices: '', turn: 0, reading: false, last: 0 });
  }

  async read({ files, choices }) {
    this.files = files;
    this.choices = choices;
    await this.readAll();
  }

  /// The history by other choices; the files again only where these decide how they are read.
  async again({ choices }) {
    this.choices = choices;
    if (!call(this.program, 'worker_import_reads_as', choices)) await this.readAll();
    else if (!this.reading) this.tell();
  }

  async readAll() {
    const mine = ++this.turn;
    this.reading = true;
    try {
      call(this.program, 'worker_import_begin', this.choices);
      for (const [done, given] of this.files.entries()) {
        this.program.heard = (inside) => this.progress(done, inside);
        this.progress(done, 0);
        await new Promise((resolve) => setTimeout(resolve)); // other choices, or an end
        if (mine !== this.turn || this.stopped()) return;
        await this.readOne(given);
      }
      if (mine !== this.turn) return;
      this.reading = false;
      this.tell();
    } catch (error) {
      this.reading = false;
      this.post({ does: 'importFailed', why: error.message || 'reading stopped' });
    }
  }

  async readOne({ file, name, given }) {
    this.program.importing = typeof FileReaderSync === 'undefined' ? new Uint8Array(await file.arrayBuffer()) : file;
    call(this.program, 'worker_import_add', name, given);
    this.program.importing = null;
  }

  progress(done, inside) {
    const now = performance.now();
    if (now - this.last < REST) return;
    this.last = now;
    this.post({ does: 'importing', done, total: this.files.length, inside });
  }

  tell() {
    call(this.program, 'worker_import_report', this.choices);
    this.post({ does: 'imported', report: this.program.UTF8ToString(this.program._formcast_worker_import_text()) });
  }
}
