// The page around the canvas: starts the program, gives it pixels, input and files, and says in elements of the page what
// the canvas shows in pixels.
import createFormcast from './formcast.mjs';
import { call } from './call.mjs';
import { WorkerEngine } from './engine.mjs';
import { listen } from './input.mjs';
import { Mirror } from './mirror.mjs';
import { keepSession, keptSession } from './session.mjs';

const canvas = document.getElementById('screen');
const picker = document.getElementById('picker');
const mirror = new Mirror(document);

let program;
let engine;
let scheduled = false;
let pictured; // when there was something to see
let wanted = 0; // frames still to be drawn though nothing happens: ImGui shows what was done a frame later

export function wake(frames = 3) {
  wanted = Math.max(wanted, frames);
  if (scheduled || !program) return;
  scheduled = true;
  requestAnimationFrame(draw);
}

function draw(now) {
  scheduled = false;
  const density = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const across = Math.round(width * density);
  const down = Math.round(height * density);
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
  }
  const busy = program._formcast_frame(width, height, density, now);
  canvas.style.cursor = ['default', 'text', 'pointer'][program._formcast_cursor()];
  if (!pictured && state().plans?.every((plan) => plan.target)) pictured = performance.mark('picture');
  mirror.later(state);
  keepSession(() => program.UTF8ToString(program._formcast_session()), state);
  if (busy || --wanted > 0) wake(wanted);
}

export const state = () => JSON.parse(program.UTF8ToString(program._formcast_state()));

export async function openFile(file) {
  call(program, 'open', file.name, new Uint8Array(await file.arrayBuffer()));
  wake();
}

const delivers = {
  answer: ({ bytes }) => call(program, 'answer', bytes),
  found: ({ bytes }) => call(program, 'found', bytes),
  begun: ({ athletes, notes }) => call(program, 'learn_begun', athletes, notes),
  learned: ({ athlete, twin, error }) => call(program, 'learned', athlete, twin, error),
  failed: ({ why }) => call(program, 'learn_failed', why),
};

function deliver(message) {
  delivers[message.does]?.(message);
  program._formcast_tick(); // what comes next need not wait for a frame
  wake();
}

function save(name, bytes) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function fetched(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${name} is missing beside this page`);
  return answer;
}

async function firstAthlete() {
  const [twin, scenario] = await Promise.all(['athlete.twin.json', 'athlete.toml'].map(async (n) => (await fetched(n)).blob()));
  await openFile(new File([twin], 'athlete.twin.json'));
  await openFile(new File([scenario], 'athlete.toml'));
}

async function start() {
  const light = window.matchMedia('(prefers-color-scheme: light)');
  const compiled = await WebAssembly.compileStreaming(fetched('formcast.wasm'));
  const settings = {
    canvas,
    pick: () => picker.click(),
    save,
    copied: (text) => navigator.clipboard?.writeText(text).catch(() => {}),
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
      return {};
    },
  };
  // Before the program, so that workers start while it does.
  engine = new WorkerEngine(compiled, deliver, (why) => mirror.fail(why));
  settings.engine = engine;
  program = await createFormcast(settings);
  if (!program._formcast_start(!light.matches)) {
    mirror.fail('This browser has no WebGL 2, so the charts cannot be drawn.');
    return;
  }
  light.addEventListener('change', () => {
    program._formcast_dark(!light.matches);
    wake();
  });
  listen(canvas, program, { wake, openFile });
  picker.addEventListener('change', async () => {
    for (const file of picker.files) await openFile(file);
    picker.value = '';
  });
  document.querySelector('[data-act=open]').addEventListener('click', () => picker.click());
  const kept = await keptSession();
  if (!kept || !call(program, 'restore', kept)) await firstAthlete();
  new ResizeObserver(() => wake()).observe(canvas);
  document.body.dataset.ready = 'yes';
  wake();
}

// What tests, and nobody else, ask.
window.formcast = { state, wake, session: () => program.UTF8ToString(program._formcast_session()) };

start().catch((error) => mirror.fail(error.message));
