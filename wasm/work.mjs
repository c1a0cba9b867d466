// Answers requests with a program: a worker's, or the page's own where there are no workers.
import { call } from './call.mjs';
import { OwnFiles } from './own_files_reader.mjs';

/// `post`: takes { does, ... } and the buffers to transfer with it; `stopped`: whether to stop learning.
export function work(program, post, stopped = () => false) {
  const said = () => program.UTF8ToString(program._formcast_worker_text());
  /// The bytes that the program has just made.
  const made = () => {
    const from = program._formcast_worker_bytes();
    return program.HEAPU8.slice(from, from + program._formcast_worker_size());
  };
  const own = new OwnFiles(program, post, stopped);
  return {
    import: (message) => own.read(message),
    importAgain: (message) => own.again(message),
    language({ table }) {
      call(program, 'language', '', table);
    },
    twin({ json }) {
      call(program, 'worker_twin', json);
    },
    run({ id, plan, members, what, turn }) {
      call(program, 'worker_run', id, plan, members, what);
      const bytes = made();
      post({ does: 'answer', id, bytes, turn }, [bytes.buffer]);
    },
    search({ id, scenario, trip }) {
      call(program, 'worker_search', id, scenario, trip);
      const bytes = made();
      post({ does: 'found', id, bytes }, [bytes.buffer]);
    },
    /// Of the athletes number `share` and each `shares`-th after it, without the first `done`.
    async learn({ csv, name, sameDay, known, shares = 1, share = 0, done = 0 }) {
      const first = share + done * shares;
      const athletes = call(program, 'worker_learn', csv, name, sameDay, known, first, shares);
      if (athletes < 0) return post({ does: 'failed', why: said() });
      post({ does: 'begun', athletes, notes: said() });
      for (let n = first; n < athletes; n += shares) {
        await new Promise((resolve) => setTimeout(resolve));
        if (stopped()) return;
        const learned = program._formcast_worker_learn_next();
        const athlete = program.UTF8ToString(program._formcast_worker_athlete());
        const [twin, error] = learned ? [said(), ''] : ['', said()];
        const rows = program.UTF8ToString(program._formcast_worker_rows());
        post({ does: 'learned', athlete, twin, error, rows, forecasts: program.UTF8ToString(program._formcast_worker_forecasts()) });
      }
    },
  };
}
