// The bits of plans in Chromium: computed by the workers of the page, as for the screen.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser, serve } from './page.mjs';

const WASM = fileURLToPath(new URL('../../wasm/', import.meta.url));
const LISTS = 4 + 9; // of bands: performance and what makes it, and what travel does

/// The scenario with one of its plans alone: workers answer for the first.
function alone(text, plan) {
  const [head, ...plans] = text.split(/^(?=\[\[plan\]\])/m);
  return head + plans[plan];
}

/// Of an answer's bytes (viewer/compute/wire_format.cpp), those of the bands, which follow id, error, members and seconds.
function bandsOf(bytes, members) {
  let at = 8;
  const list = () => {
    const size = bytes.readUInt32LE(at);
    at += 4 + size;
    return bytes.subarray(at - size, at);
  };
  assert.equal(list().toString(), '');
  assert.equal(bytes.readInt32LE(at), members);
  at += 4 + 8;
  return Buffer.concat(Array.from({ length: LISTS }, list));
}

/// MurmurHash64A of seed 0 with the last word filled up with zeros, as digest() of sim/base/input_error.hpp.
function digest(bytes) {
  const factor = 0xc6a4a7935bd1e995n;
  const times = (x) => BigInt.asUintN(64, x * factor);
  const folded = (x) => x ^ (x >> 47n);
  let hash = times(BigInt(bytes.length));
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) hash = times(hash ^ times(folded(times(bytes.readBigUInt64LE(at)))));
  if (whole < bytes.length) {
    const last = Buffer.alloc(8);
    bytes.copy(last, 0, whole);
    hash = times(hash ^ last.readBigUInt64LE());
  }
  return folded(times(folded(hash))).toString(16).padStart(16, '0');
}

/// In the page: a twin's plans, each a scenario of its own; gives the answers' bytes.
async function answers({ twin, asked, members }) {
  const { WorkerEvaluator } = await import('./evaluator.mjs');
  const { PageFiles } = await import('./page_files.mjs');
  const { call } = await import('./call.mjs');
  const { default: createFormcast } = await import('./formcast.mjs');
  const module = await WebAssembly.compileStreaming(fetch('formcast.wasm'));
  const program = await createFormcast();
  call(program, 'worker_twin', twin);
  const plan = (scenario) => {
    call(program, 'worker_plan', scenario);
    const from = program._formcast_worker_bytes();
    return program.HEAPU8.slice(from, from + program._formcast_worker_size());
  };
  return new Promise((resolve, reject) => {
    const got = new Map();
    const deliver = ({ bytes }) => {
      got.set(Number(new DataView(bytes.buffer).getBigUint64(0, true)), btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')));
      if (got.size < asked.length) return;
      evaluator.workers.forEach(({ worker }) => worker.dismiss());
      resolve(asked.map((_, n) => got.get(n)));
    };
    const evaluator = new WorkerEvaluator(new PageFiles(document.baseURI), module, deliver, reject);
    evaluator.open(twin);
    asked.forEach((scenario, n) => evaluator.ask(n, plan(scenario), members));
  });
}

/** Hashes of bands as scenario_hash prints them, [twin][scenario][plan], for `runs`: [{ path, twins }] and how many plans
 *  each scenario has. */
export async function chromiumHashes(folder, runs, plans, members) {
  const server = await serve(folder);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    // Modules that the page has joined to one come from their sources; its workers are the page's own.
    await page.route(/\.mjs$/, (route) => {
      const name = route.request().url().split('/').at(-1);
      return existsSync(join(folder, name)) ? route.continue() : route.fulfill({ path: join(WASM, name), contentType: 'text/javascript' });
    });
    await page.goto(server.address);
    const hashes = {};
    for (const twin of new Set(runs.flatMap((run) => run.twins))) {
      const mine = runs.filter((run) => run.twins.includes(twin));
      const asked = mine.flatMap(({ path }) => Array.from({ length: plans[path] }, (_, n) => alone(readFileSync(path, 'utf8'), n)));
      const given = await page.evaluate(answers, { twin: readFileSync(twin, 'utf8'), asked, members });
      const mineToo = given.map((bytes) => digest(bandsOf(Buffer.from(bytes, 'base64'), members)));
      hashes[twin] = Object.fromEntries(mine.map(({ path }) => [path, mineToo.splice(0, plans[path])]));
    }
    return { version: browser.version(), hashes };
  } finally {
    await browser.close();
    server.stop();
  }
}
