// A worker of the engine: one instance of the program, without a screen. Messages in: start, twin, run, search, learn.
// Out: ready, answer, found, begun, learned, failed.
import { call } from './call.mjs';
import createFormcast from './formcast.mjs';

let program;
const waiting = [];

const said = () => program.UTF8ToString(program._formcast_worker_text());

/// The bytes that the program has just made.
const made = () => {
  const from = program._formcast_worker_bytes();
  return program.HEAPU8.slice(from, from + program._formcast_worker_size());
};

const does = {
  twin({ json }) {
    call(program, 'worker_twin', json);
  },
  run({ id, scenario, members, turn }) {
    call(program, 'worker_run', id, scenario, members);
    const bytes = made();
    postMessage({ does: 'answer', bytes, turn }, [bytes.buffer]);
  },
  search({ id, scenario, trip }) {
    call(program, 'worker_search', id, scenario, trip);
    const bytes = made();
    postMessage({ does: 'found', bytes }, [bytes.buffer]);
  },
  learn({ csv, name, sameDay }) {
    const athletes = call(program, 'worker_learn', csv, name, sameDay);
    if (athletes < 0) return postMessage({ does: 'failed', why: said() });
    postMessage({ does: 'begun', athletes, notes: said() });
    for (let n = 0; n < athletes; ++n) {
      const learned = program._formcast_worker_learn_next();
      const athlete = program.UTF8ToString(program._formcast_worker_athlete());
      postMessage({ does: 'learned', athlete, twin: learned ? said() : '', error: learned ? '' : said() });
    }
  },
};

onmessage = async ({ data }) => {
  if (data.does === 'start') {
    program = await createFormcast({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(data.module, imports).then((instance) => done(instance, data.module));
        return {};
      },
    });
    postMessage({ does: 'ready' });
    for (const message of waiting) does[message.does](message);
    return;
  }
  if (program) does[data.does](data);
  else waiting.push(data);
};
