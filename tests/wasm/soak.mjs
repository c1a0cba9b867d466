// Long and careless use, seeded: soak.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES [MINUTES [SEED]]
// Chapters of edits, each undone to its beginning; then a week of new days comes and is taken back, another athlete and the
// squad are looked at, and now and then the page is loaded again. The first numbers come back every time, nothing goes wrong,
// and what the page and its workers have allocated does not grow from chapter to chapter.
import assert from 'node:assert/strict';

import { choose, closeMessages, day, history, learn, since } from './athletes.mjs';
import { tell } from './page.mjs';

const EDITS = 12; // in a chapter
const DAYS = 48; // of the records
const RELOADS = 8; // chapters between them
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
  const days = ids(state, 'day.');
  if (days.length === 0) return; // scrolled away
  const { x, y } = await visit.at(one(days), 0.5, 0.2);
  if (keys) await visit.page.keyboard.down(keys);
  await visit.drag({ x, y }, { x: x + (keys === 'Alt' ? 90 * (random() - 0.5) : 0), y: y + 120 * (random() - 0.6) }, 3);
  if (keys) await visit.page.keyboard.up(keys);
}

async function typeLoad(visit) {
  for (const key of [String(1 + Math.floor(9 * random())), '5', 'Enter']) await visit.press(key);
  await visit.press('Escape');
}

/// Opens a form, changes it and keeps it; a form that refuses is left.
async function fill(visit, opens, form, change) {
  const { box } = (await visit.state()).widgets[opens] ?? {};
  if (!box || box[3] > visit.page.viewportSize().height) return; // of many plans it is below the screen
  await visit.click(opens);
  await visit.until((state) => state.widgets[`${form}.keep`], `the form ${form} opens`);
  await change();
  await visit.click(`${form}.keep`);
  const state = await visit.until((now) => !now.widgets[`${form}.keep`] || now.widgets[`${form}.fault`], 'it is kept or refused');
  if (state.widgets[`${form}.fault`]) await visit.click(`${form}.cancel`);
}

const forms = [
  (visit) => fill(visit, 'event.A', 'race', () => visit.type('race.date', day(DAYS + 40 + Math.floor(60 * random())))),
  (visit) => fill(visit, 'event.add', 'event', () => visit.type('event.name', 'Łódź 五月')),
  (visit) => fill(visit, 'noise.open', 'noise', () => visit.type('noise.execution', String(Math.floor(30 * random())))),
  async (visit) => (await visit.state()).plans.length < 5 && fill(visit, 'plan.new', 'new', () => visit.click(`new.rhythm.${one([2, 3, 0])}`)),
];

/// Seven more days of both come, and are taken back.
async function turnTheWeek(visit) {
  const before = await visit.state();
  await visit.drop('week.csv', since(DAYS, history(DAYS + 7, 'Ada', 'Ben')));
  await visit.until((now) => now.widgets['learn.next-day'] || now.messages.length > 0, 'the file is read');
  if ((await visit.state()).widgets['learn.next-day']) await visit.click('learn.next-day');
  const turned = await visit.until((now) => !now.learning && now.settled && now.messages.some(({ text }) => text.startsWith('Ada: 7 more days')), 'they are joined to the record');
  assert.ok(turned.plans[0].total_load < before.plans[0].total_load, 'seven days of the plan are over');
  while (!(await visit.state()).widgets['message.undo']) await visit.click('message.close');
  await visit.click('message.undo');
  await visit.until((now) => now.settled && now.plans[0].total_load === before.plans[0].total_load, 'the plans are as they were');
  await closeMessages(visit);
}

async function lookAtOthers(visit) {
  await choose(visit, 'Ben', 1);
  await choose(visit, 'Ada', 0);
  await visit.click('survey.open');
  await visit.until((now) => /need|Nobody/.test(now.widgets.survey?.value ?? ''), 'all were looked at');
  await visit.click('survey.leave');
  await visit.until((now) => !now.survey && now.settled, 'the desk is there');
  await visit.click('import.open');
  await visit.press('Escape');
}

async function reload(visit) {
  await visit.page.reload();
  return visit.until((now) => now.settled && now.athletes === 2 && now.athlete === 'Ada', 'both are here again');
}

async function fly(visit) {
  await visit.click('trip.add');
  await visit.type('flight.0.from', 'Europe/Paris');
  await visit.type('flight.0.to', one(['Asia/Tokyo', 'America/Denver', 'Australia/Brisbane']));
  await visit.click('trip.keep');
  const state = await visit.until((now) => !now.widgets['trip.keep'] || now.widgets['trip.fault'], 'it is flown or refused');
  if (state.widgets['trip.fault']) await visit.click('trip.cancel');
}

/// Tools for the selected days, and answers for those that ask.
const tools = [
  ...['rest', 'test', 'ill', 'clear', 'out'].map((name) => [`tool.${name}`]),
  ['tool.recovery', 'tool.recovery.50', 'tool.recovery.60'],
  ['tool.repeat', 'tool.repeat.2'],
  ['tool.ramp', 'tool.ramp.120'],
  ['tool.move', 'tool.week.later', 'tool.week.sooner', 'tool.later', 'tool.sooner'],
  ['tool.taper', 'tool.taper.do'],
];

async function use(visit, state, [tool, ...how] = one(tools)) {
  const weeks = ids(state, 'week.');
  if (weeks.length === 0) return;
  await visit.click(one(weeks));
  await visit.click(tool);
  const { widgets } = await visit.state();
  const shown = how.filter((id) => widgets[id]);
  if (shown.length > 0) await visit.click(one(shown));
  await visit.press('Escape'); // out of what is not possible here
}

/// Actions, and how often.
const acts = [
  [8, drag],
  [2, (visit, state) => drag(visit, state, 'Shift')],
  [2, (visit, state) => drag(visit, state, 'Alt')],
  [2, (visit, state) => use(visit, state)],
  [1, async (visit) => {
    for (const key of ['w', 'w', 'p', 'p']) await visit.press(key); // the calendar; the twin in numbers
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
  [2, typeLoad],
  [1, async (visit) => {
    for (const key of ['Control+C', 'ArrowRight', 'Control+V']) await visit.press(key);
  }],
  ...forms.map((form) => [1, form]),
  [1, (visit, state) => visit.press(`Alt+${1 + Math.floor(random() * state.plans.length)}`)],
];
const often = acts.flatMap(([times, act]) => Array.from({ length: times }, () => act));
/// Everything once, after which nothing should grow.
const tour = [...acts.map(([, act]) => act), ...tools.map((tool) => (visit, state) => use(visit, state, tool))];

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
  await visit.press('Alt+1');
  await visit.press('r');
  await visit.press('Control+Z');
  await visit.press('Escape');
  return visit.settled();
}

const numbers = (state) => state.plans.map(({ name, total_load, target }) => ({ name, total_load, target }));
const megabytes = ({ page, workers, script }) => [page, ...workers, script].map((bytes) => (bytes / 1e6).toFixed(2)).join(' ');

const story = [['random edits, all undone: the numbers and the memory stay the same', async (visit) => {
  await learn(visit, 'squad.csv', history(DAYS, 'Ada', 'Ben'));
  await closeMessages(visit);
  await visit.show('days');
  const first = numbers(await visit.settled());
  const session = await visit.page.context().newCDPSession(visit.page);
  const end = Date.now() + 60_000 * Number(minutes);
  const compare = (what, before, after, most) => assert.ok(after - before < most, `${what}: ${before} bytes, then ${after}`);
  let edits = 0, warm, now;
  for (let chapter = 0; chapter < 3 || Date.now() < end; ++chapter) {
    for (const act of chapter === 0 ? tour : Array.from({ length: EDITS }, () => one(often))) {
      await visit.frames(4); // the layout has settled
      await act(visit, await visit.state());
      edits += 1;
    }
    assert.deepEqual(numbers(await undone(visit)), first, `after ${edits} edits of seed ${seed}`);
    await turnTheWeek(visit);
    await lookAtOthers(visit);
    assert.deepEqual(numbers(await visit.settled()), first, `after a week and others; ${edits} edits of seed ${seed}`);
    assert.deepEqual(visit.faults, []);
    now = await memory(visit, session);
    if (!warm || chapter < 2) warm = now; // by then what is kept of both athletes is there
    console.log(`    ${edits} edits: ${megabytes(now)} MB`);
    compare('the page', warm.page, now.page, 1e6);
    warm.workers.forEach((before, n) => compare(`worker ${n}`, before, now.workers[n], 0.5e6));
    compare('JavaScript', warm.script, now.script, 1e6);
    if (chapter % RELOADS !== RELOADS - 1) continue;
    assert.deepEqual(numbers(await reload(visit)), first, `loaded again after ${edits} edits of seed ${seed}`);
    await visit.show('days');
    warm = undefined;
  }
}]];

await tell(folder, pictures, [{ steps: story }]);
