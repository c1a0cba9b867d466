// Long and careless use, seeded: soak.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES [MINUTES [SEED]]
// Chapters of edits, each undone to its beginning: the first numbers come back every time, nothing goes wrong, and what the
// page and its workers have allocated does not grow from chapter to chapter.
import assert from 'node:assert/strict';

import { tell } from './page.mjs';

const EDITS = 12; // in a chapter
const WARM = 2; // chapters until everything has been used once
const [folder, , , pictures, minutes = '1', seed = '20160605'] = process.argv.slice(2);

/// Mulberry32: numbers in [0, 1).
function chance(state) {
  let at = Number(state) | 0;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let x = Math.imul(at ^ (at >>> 15), 1 | at);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}
const random = chance(seed);
const one = (list) => list[Math.floor(random() * list.length)];
const ids = (state, start) => Object.keys(state.widgets).filter((id) => id.startsWith(start));

async function drag(visit, state, keys) {
  const { x, y } = await visit.at(one(ids(state, 'day.')), 0.5, 0.2);
  if (keys) await visit.page.keyboard.down(keys);
  await visit.drag({ x, y }, { x: x + (keys === 'Alt' ? 90 * (random() - 0.5) : 0), y: y + 120 * (random() - 0.6) }, 3);
  if (keys) await visit.page.keyboard.up(keys);
}

async function fly(visit) {
  await visit.click('trip.add');
  await visit.type('flight.0.from', 'Europe/Paris');
  await visit.type('flight.0.to', one(['Asia/Tokyo', 'America/Denver', 'Australia/Brisbane']));
  await visit.click('trip.keep');
  const state = await visit.until((now) => !now.widgets['trip.keep'] || now.widgets['trip.fault'], 'it is flown or refused');
  if (state.widgets['trip.fault']) await visit.click('trip.cancel');
}

/// What a hand may do, and how often.
const acts = [
  [8, drag],
  [2, (visit, state) => drag(visit, state, 'Shift')],
  [2, (visit, state) => drag(visit, state, 'Alt')],
  [2, async (visit, state) => {
    await visit.click(one(ids(state, 'week.')));
    await visit.click(one(['tool.rest', 'tool.recovery', 'tool.later', 'tool.sooner', 'tool.taper', 'tool.test', 'tool.ill']));
  }],
  [3, (visit) => visit.press(one(['Control+Z', 'Control+Z', 'Control+Y']))],
  [2, (visit, state) => (state.plans.length < 5 ? visit.click('plan.copy') : visit.click('plan.delete'))],
  [1, (visit, state) => state.plans.length > 1 && visit.click('plan.delete')],
  [1, (visit, state) => state.plans[state.plan].trips === 0 && fly(visit)],
  [2, async (visit) => {
    const { x, y } = await visit.at('chart.performance', random(), 0.5);
    await visit.page.mouse.move(x, y);
    await visit.page.mouse.wheel(0, 400 * (random() - 0.5));
    await visit.frames(2);
  }],
  [1, (visit, state) => visit.click(one(ids(state, 'states.')))],
  [1, (visit) => visit.click('theme')],
  [1, (visit, state) => visit.press(String(1 + Math.floor(random() * state.plans.length)))],
].flatMap(([often, act]) => Array.from({ length: often }, () => act));

/// Bytes in use: of the program in the page and in each worker, and of JavaScript once it has tidied up.
async function memory(visit, session) {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const used = (scope) => scope.evaluate(() => globalThis.formcast.memory());
  return { page: await used(visit.page), workers: await Promise.all(visit.page.workers().map(used)), script: usedSize };
}

/// All of it, down to what was opened; then one step to redo, as after every chapter.
async function undone(visit) {
  for (;;) {
    const state = await visit.state();
    if (state.edit === 'opened') break;
    await visit.press('Control+Z');
  }
  await visit.press('1');
  await visit.press('r');
  await visit.press('Control+Z');
  await visit.press('Escape');
  return visit.settled();
}

const numbers = (state) => state.plans.map(({ name, total_load, target }) => ({ name, total_load, target }));
const megabytes = ({ page, workers, script }) => [page, ...workers, script].map((bytes) => (bytes / 1e6).toFixed(2)).join(' ');

const story = [['edited carelessly and undone, again and again, it stays as it was and as small', async (visit) => {
  await visit.click('hints.close');
  const first = numbers(await visit.settled());
  const session = await visit.page.context().newCDPSession(visit.page);
  const end = Date.now() + 60_000 * Number(minutes);
  let chapters = 0, edits = 0, warm, now;
  while (chapters < WARM + 1 || Date.now() < end) {
    for (let n = 0; n < EDITS; ++n, ++edits) await one(acts)(visit, await visit.state());
    assert.deepEqual(numbers(await undone(visit)), first, `after ${edits} edits of seed ${seed}`);
    assert.deepEqual(visit.faults, []);
    now = await memory(visit, session);
    chapters += 1;
    if (chapters === WARM) warm = now;
    console.log(`    ${chapters} chapters: ${megabytes(now)} MB`);
  }
  const compare = (what, before, after, most) => assert.ok(after - before < most, `${what}: ${before} bytes, then ${after}, after ${edits} edits`);
  compare('the page', warm.page, now.page, 0.5e6);
  warm.workers.forEach((before, n) => compare(`worker ${n}`, before, now.workers[n], 0.5e6));
  compare('JavaScript', warm.script, now.script, 1e6);
}]];

await tell(folder, pictures, [{ steps: story }]);
