// A worker of the evaluator: one instance of the program, without a screen. Messages in: start, language, twin, run, search, learn,
// import, importAgain. Out: ready, answer, found, begun, learned, failed, importing, imported, importFailed.
import './alive.mjs';
import createFormcast from './formcast.mjs';
import { work } from './work.mjs';

let does;
const waiting = [];

onmessage = async ({ data }) => {
  if (data.does === 'start') {
    const program = await createFormcast({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(data.module, imports).then((instance) => done(instance, data.module));
        return {};
      },
    });
    does = work(program, (message, given) => postMessage(message, given));
    globalThis.formcast = { memory: () => program._formcast_memory() }; // for tests only
    postMessage({ does: 'ready' });
    for (const message of waiting) does[message.does](message);
    return;
  }
  if (does) does[data.does](data);
  else waiting.push(data);
};
