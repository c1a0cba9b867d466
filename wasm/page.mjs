// The page around the canvas: starts the program, passes it size, input and files, and mirrors the canvas in elements of
// the page.
import createFormcast from './formcast.mjs';
import { call } from './call.mjs';
import { Desks, keptDesk } from './desks.mjs';
import { WorkerEvaluator } from './evaluator.mjs';
import { choose, offerLanguages, speak, tr } from './language.mjs';
import { LocalEvaluator } from './local_evaluator.mjs';
import { showHandout } from './handout.mjs';
import { listen } from './input.mjs';
import { Mirror } from './mirror.mjs';
import { prepareForOffline } from './offline.mjs';
import { PageFiles } from './page_files.mjs';
import { asPng, cropped } from './picture.mjs';
import { chosenFiles, demonstrationFiles, droppedFiles, holdsOwnFiles } from './own_files.mjs';
import { hide } from './paper.mjs';
import { densityOf } from './place.mjs';
import { Plain, UNSEEN } from './plain.mjs';
import { ResultsFiles, isResults } from './results.mjs';
import { paintText } from './scripts.mjs';
import { showSummary } from './summary.mjs';

const PAPER = 3; // device pixels a CSS pixel
const PATIENCE = 5000; // [ms] for the first picture
const SOON = 250; // [ms]
const PROMPT = 300; // [ms] that the first frame waits for the first answers
const canvas = document.getElementById('screen');
const picker = document.getElementById('picker');
const folderPicker = document.getElementById('folder-picker');
const mirror = new Mirror(document);

let program;
const files = new PageFiles(import.meta.url);
const results = new ResultsFiles(files, (message) => deliver(message));
let desks;
let plain; // in place of the canvas where nothing can be drawn
let scheduled = false;
let held = Infinity; // answers that the first frame waits for
let soon; // a timer
let pictured; // ends the wait for it
const firstPicture = new Promise((resolve) => { pictured = resolve; });
let follow = () => {}; // called after a frame
let printing = false;
let drawn = 0; // frames since the page began
let wanted = 0; // frames still to be drawn without input: ImGui shows changes a frame later

export function wake(frames = 3) {
  wanted = Math.max(wanted, frames);
  if (scheduled || held > 0) return;
  scheduled = true;
  requestAnimationFrame(draw);
}

/// For what comes often and has time: the workers need the cores more than the screen does.
function wakeSoon() {
  soon ??= setTimeout(() => {
    soon = undefined;
    wake();
  }, SOON);
}

function draw(now, density = densityOf(canvas)) {
  scheduled = false;
  const busy = paint(now, density);
  plain?.tell(state());
  if (pictured && state().plans?.every((plan) => plan.target)) {
    performance.mark('picture');
    pictured();
    pictured = null;
  }
  mirror.later(state);
  desks?.later();
  if (busy || --wanted > 0) wake(wanted);
}

/// Draws a frame now; returns whether more are needed.
function paint(now, density = densityOf(canvas)) {
  const [width, height] = plain ? [UNSEEN.width, UNSEEN.height] : [canvas.clientWidth, canvas.clientHeight];
  const across = Math.round(width * density);
  const down = Math.round(height * density);
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
  }
  const busy = program._formcast_frame(width, height, density, now);
  ++drawn;
  canvas.style.cursor = ['default', 'text', 'pointer'][program._formcast_cursor()];
  follow();
  return busy;
}

const stateText = () => program.UTF8ToString(program._formcast_state());
export const state = () => JSON.parse(stateText());

/// `among`: with files that were opened together with it, before it.
export async function openFile(file, among = false) {
  if (await isResults(file)) {
    results.offer(file); // read in place
    call(program, 'open_results', file.name);
  } else {
    call(program, 'open', file.name, new Uint8Array(await file.arrayBuffer()), among);
  }
  wake();
}

/// Files that were given together: an athlete's own as an import, others one after the other.
async function openFiles(given, settings) {
  if (given.length === 0) return;
  if (await holdsOwnFiles(given, (name, begin) => call(program, 'imports', name, begin))) return importFiles(given, settings);
  for (const [at, { file }] of given.entries()) await openFile(file, at > 0);
}

function importFiles(own, settings) {
  settings.evaluator.offer(own);
  call(program, 'import', own.map(({ name }) => name.replaceAll('\n', ' ')).join('\n'));
  wake();
}

function take(arrays, ...what) {
  for (const [name, { buffer }] of Object.entries(arrays)) call(program, 'results_array', name, new Uint8Array(buffer));
  call(program, ...what);
}

/// Presses a widget of the screen, seen or not.
function press(id) {
  for (let n = 0; n < 3; ++n) paint(performance.now()); // what was opened has its final place
  const box = state().widgets[id]?.box;
  if (!box) return;
  program._formcast_pointer((box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
  paint(performance.now());
  for (const down of [true, false]) {
    program._formcast_button(0, down);
    paint(performance.now());
  }
  program._formcast_pointer(-1e6, -1e6);
  wake(6);
}

const delivers = {
  answer: ({ bytes }) => call(program, 'answer', bytes),
  found: ({ bytes }) => call(program, 'found', bytes),
  unanswered: ({ id, found, why }) => call(program, 'unanswered', id, found, why),
  begun: ({ athletes, notes }) => call(program, 'learn_begun', athletes, notes),
  learned: ({ athlete, twin, error, rows, forecasts }) => call(program, 'learned', athlete, twin, error, rows, forecasts),
  importing: ({ done, total, inside }) => call(program, 'importing', done, total, inside),
  imported: ({ report }) => call(program, 'imported', report),
  importFailed: ({ why }) => call(program, 'import_failed', why),
  failed: ({ why }) => call(program, 'learn_failed', why),
  resultsOpened: ({ header, arrays }) => take(arrays, 'results_opened', header),
  resultsAthlete: ({ athlete, arrays }) => take(arrays, 'results_athlete', athlete),
  resultsSaved: ({ name, arrays }) => save(name, arrays.file),
  resultsFailed: ({ why }) => call(program, 'results_failed', why),
};

function deliver(message) {
  delivers[message.does]?.(message);
  if (message.does === 'answer') --held;
  program._formcast_tick(); // the next request need not wait for a frame
  if (message.does === 'learned' && !message.last) wakeSoon();
  else wake();
}

function save(name, bytes) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function keepPicture(name, ...box) {
  const part = cropped(canvas, ...box);
  if (!printing) return save(name, await asPng(part));
  const text = JSON.parse(program.UTF8ToString(program._formcast_summary()));
  return text.handout ? showHandout(text) : showSummary(text, part);
}

/// However printing is started, the page to print is built first.
function listenToPrinting() {
  addEventListener('beforeprint', () => {
    printing = true;
    program._formcast_picture_to_print();
    draw(performance.now(), PAPER);
    printing = false;
    draw(performance.now());
  });
  addEventListener('afterprint', () => {
    hide();
    program._formcast_printed();
  });
}

const SAMPLE = ['athlete.twin.json', 'athlete.toml'];
const sampleFiles = () => Promise.all(SAMPLE.map((name) => files.blob(name)));

async function openSample(blobs) {
  for (const [n, blob] of blobs.entries()) await openFile(new File([blob], SAMPLE[n]));
}

/// What the page begins with, read while the program is made: the desk that this browser kept, or on a first visit the sample athlete.
async function readBeginning() {
  const kept = await keptDesk();
  return { kept, sample: kept ? null : await sampleFiles() };
}

/// What the desks of the athletes are kept with.
function deskProgram() {
  const text = (at) => program.UTF8ToString(at);
  return {
    bench: () => JSON.parse(text(program._formcast_bench())),
    kept: (athlete) => text(call(program, 'kept', athlete)),
    keep: (athlete, desk) => call(program, 'keep', athlete, desk),
    save: () => save(`${state().title}.formcast.json`, new TextEncoder().encode(text(program._formcast_session()))),
  };
}

/// A line at the foot of the page with actions, { name: function }; it stays until one is taken.
function notice(text, actions) {
  const line = document.getElementById('notice');
  const buttons = Object.entries(actions).map(([name, act]) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = name;
    button.addEventListener('click', () => {
      line.hidden = true;
      act();
    });
    return button;
  });
  line.replaceChildren(text, ...buttons);
  line.hidden = false;
}

/// A frame without the plans' first answers would take as long as they do, and the picture would follow after it.
function holdFirstFrame(evaluator) {
  program._formcast_tick();
  held = evaluator.asked?.size ?? 0;
  const begin = () => {
    held = 0;
    wake();
  };
  if (held > 0) setTimeout(begin, PROMPT);
  else begin();
}

async function bringBack({ kept, sample }, settings) {
  desks = new Desks(deskProgram(), state, notice, kept);
  const refused = kept ? program.UTF8ToString(call(program, 'restore', kept.text)) : '';
  if (refused) await desks.putAside(kept);
  if (!kept || refused) await openSample(sample ?? (await sampleFiles()));
  call(program, 'set_sample', kept && !refused ? kept.sample : state().athlete);
  if (refused) call(program, 'say', refused);
  document.body.dataset.ready = 'yes';
  holdFirstFrame(settings.evaluator);
  await desks.begin();
  wake();
}

/// Workers where there are some, the page's own program elsewhere.
function hireEvaluator(compiled, settings, running) {
  const here = () => new LocalEvaluator(running, deliver);
  let workers;
  const retreat = () => {
    settings.evaluator = here();
    if (workers.twin) settings.evaluator.open(workers.twin);
    for (const asked of workers.asked.values()) settings.evaluator.ask(...asked);
  };
  try {
    workers = new WorkerEvaluator(files, compiled, deliver, retreat);
    settings.evaluator = workers;
  } catch {
    settings.evaluator = here();
  }
}

function showPlain() {
  plain = new Plain(document, press);
  mirror.lack(tr('This browser has no WebGL 2, so the charts cannot be drawn. The results of the plans are shown here in numbers, from the same engine.'));
}

/// The page begins again in another language, with the desks as they are.
async function changeLanguage(code) {
  if (!choose(code)) return;
  await desks?.keepNow();
  location.reload();
}

async function start() {
  const light = window.matchMedia('(prefers-color-scheme: light)');
  const beginning = readBeginning();
  beginning.catch(() => {}); // awaited below
  const compiled = await WebAssembly.compileStreaming(files.fetched('formcast.wasm'));
  const settings = {
    canvas,
    pick: () => picker.click(),
    pick_folder: () => folderPicker.click(),
    demonstration: () => demonstrationFiles(files).then(
      (own) => importFiles(own, settings),
      (error) => { call(program, 'say', error.message); wake(); },
    ),
    save,
    paint: paintText,
    pictured: keepPicture,
    choose_language: changeLanguage,
    print_page: () => setTimeout(() => window.print()),
    copied: (text) => navigator.clipboard?.writeText(text).catch(() => {}),
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
      return {};
    },
  };
  // Before the program, so that workers start while it does.
  settings.results = results;
  let run;
  hireEvaluator(compiled, settings, new Promise((resolve) => { run = resolve; }));
  program = await createFormcast(settings);
  settings.evaluator.speak(await speak(program, files));
  if (!program._formcast_start(!light.matches)) showPlain();
  run(program);
  light.addEventListener('change', () => {
    program._formcast_dark(!light.matches);
    wake();
  });
  follow = listen(canvas, program, { wake, draw: () => paint(performance.now()), openDropped: async (transfer) => openFiles(await droppedFiles(transfer), settings) });
  listenToPrinting();
  for (const input of [picker, folderPicker]) {
    input.addEventListener('change', async () => {
      await openFiles(chosenFiles(input.files), settings);
      input.value = '';
    });
  }
  document.querySelector('[data-act=open]').addEventListener('click', () => picker.click());
  offerLanguages(program, changeLanguage);
  document.querySelector('[data-act=print]').addEventListener('click', () => window.print());
  new ResizeObserver(() => wake()).observe(canvas);
  await bringBack(await beginning, settings);
  await Promise.race([firstPicture, new Promise((resolve) => setTimeout(resolve, PATIENCE))]); // which comes first
  await prepareForOffline(files, notice);
}

/// Draws a frame at once, whole or where it changed.
function drawNow(whole, now = performance.now()) {
  if (whole) program._formcast_redraw();
  program._formcast_frame(canvas.clientWidth, canvas.clientHeight, densityOf(canvas), now);
}

// For tests only.
window.formcast = {
  state,
  stateText,
  drawn: () => drawn,
  allKept: () => Boolean(desks?.allKept()),
  wake,
  drawNow,
  memory: () => program._formcast_memory(),
  session: () => program.UTF8ToString(program._formcast_session()),
};

start().catch((error) => mirror.fail(error.message));
