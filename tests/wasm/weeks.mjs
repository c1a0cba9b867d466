// The calendar of plans, its tools, and the events: weeks.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tell } from './page.mjs';

const [folder, formcast, scenarios, pictures] = process.argv.slice(2);
const native = (...words) => execFileSync(formcast, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const steps = [];
const step = (what, run) => steps.push([what, run]);
const cell = (state, date) => Number(state.widgets[`cell.${date}`].value);
const sums = (state, monday) => state.widgets[`sums.${monday}`].value;
const week = (state, monday) => state.weeks.find((one) => one.monday === monday);

/// Presses, drags and releases with keys held.
async function pull(visit, from, to, keys = []) {
  for (const key of keys) await visit.page.keyboard.down(key);
  await visit.drag(from, to);
  for (const key of keys) await visit.page.keyboard.up(key);
  await visit.frames(3);
  return visit.state();
}

async function edited(visit, pattern) {
  const state = await visit.until((now) => pattern.test(now.edit), `the last edit is ${pattern}`);
  return state;
}

let first;
step('a key shows the plan as a calendar', async (visit) => {
  first = await visit.state();
  await visit.click('hints.close');
  await visit.click('view.weeks');
  await visit.until((state) => state.widgets['chart.weeks'], 'the calendar is there');
  await visit.press('w');
  await visit.until((state) => !state.widgets['chart.weeks'] && state.widgets['chart.loads'], 'the days are there');
  await visit.picture('weeks-days-dark');
  await visit.press('w');
  const state = await visit.until((now) => now.widgets['chart.weeks'], 'the calendar is there again');
  assert.equal(state.widgets['view.weeks'].value, 'on');
  assert.ok(state.widgets['cell.2016-06-05']);
  assert.match(sums(state, '2016-05-09'), /^\d,\d{3}, 0 %, \d\.\d$/);
  await visit.page.waitForFunction(() => document.querySelectorAll('#weeks tr').length > 6);
  await visit.picture('weeks-dark');
});

step('a cell is dragged up, and its week adds up meanwhile', async (visit) => {
  const before = await visit.state();
  const at = await visit.at('cell.2016-05-14');
  await visit.page.mouse.move(at.x, at.y);
  await visit.frames(2);
  await visit.page.mouse.down();
  await visit.page.mouse.move(at.x, at.y - 30, { steps: 4 });
  await visit.frames(3);
  const during = await visit.state();
  assert.ok(cell(during, '2016-05-14') > cell(before, '2016-05-14'));
  assert.notEqual(sums(during, '2016-05-09'), sums(before, '2016-05-09'));
  await visit.picture('weeks-pulled-dark');
  await visit.page.mouse.up();
  const after = await visit.settled();
  assert.match(after.edit, /^Sat 14 May set to \d+ AU$/);
  assert.notDeepEqual(after.plans[0].target, before.plans[0].target);
});

step('a day changes places, sideways or with Alt; Shift scales its week; two clicks type', async (visit) => {
  const before = await visit.state();
  const [tue, fri] = [await visit.at('cell.2016-05-10'), await visit.at('cell.2016-05-13')];
  let state = await pull(visit, tue, fri);
  assert.equal(state.edit, 'Tue 10 May moved to Fri 13 May');
  assert.equal(cell(state, '2016-05-13'), cell(before, '2016-05-10'));
  assert.equal(cell(state, '2016-05-10'), cell(before, '2016-05-13'));
  const below = await visit.at('cell.2016-05-24');
  state = await pull(visit, await visit.at('cell.2016-05-17'), below, ['Alt']);
  assert.equal(state.edit, 'Tue 17 May moved to Tue 24 May');
  state = await pull(visit, below, { x: below.x, y: below.y - 20 }, ['Shift']);
  assert.match(state.edit, /^Mon 23 May to Sun 29 May scaled to \d+ AU$/);
  await visit.page.mouse.dblclick(below.x, below.y, { delay: 60 });
  await visit.until((now) => now.widgets['load.typing'], 'the load is a field');
  await visit.frames(3);
  await visit.page.keyboard.press('Delete', { delay: 40 });
  await visit.page.keyboard.press('Enter', { delay: 40 });
  await edited(visit, /^Tue 24 May set to 0 AU$/);
});

step('a day has named sessions, which share out its load', async (visit) => {
  await visit.click('cell.2016-05-13');
  await visit.press('n');
  await visit.until((now) => now.widgets['sessions.0.name'], 'the form is open');
  await visit.type('sessions.0.load', '60');
  await visit.click('sessions.keep');
  let state = await visit.until((now) => now.widgets['sessions.fault'], 'a name is missing');
  assert.match(state.widgets['sessions.fault'].value, /needs a name/);
  await visit.type('sessions.0.name', 'Intervals');
  await visit.type('sessions.1.name', 'Easy run');
  await visit.type('sessions.1.load', '30');
  state = await visit.state();
  assert.match(state.widgets['sessions.sum'].value, /^90 AU in all$/);
  await visit.picture('weeks-sessions-dark');
  await visit.click('sessions.keep');
  state = await edited(visit, /^Fri 13 May: Intervals 60, Easy run 30, 90 AU in all$/);
  assert.equal(cell(state, '2016-05-13'), 90);
  await visit.page.keyboard.type('45');
  await visit.press('Enter');
  await edited(visit, /^Fri 13 May set to 45 AU$/);
  await visit.click('cell.2016-05-13');
  await visit.click('tool.sessions');
  state = await visit.until((now) => now.widgets['sessions.1.load'], 'the form is open');
  assert.deepEqual(['0.name', '0.load', '1.name', '1.load'].map((id) => state.widgets[`sessions.${id}`].value), ['Intervals', '30', 'Easy run', '15']);
  await visit.click('sessions.cancel');
});

step('heads select weeks, Shift several; keys and tools work on them', async (visit) => {
  await visit.click('row.2016-05-09');
  await visit.page.keyboard.down('Shift');
  await visit.click('row.2016-05-23');
  await visit.page.keyboard.up('Shift');
  await visit.frames(3);
  let state = await visit.state();
  for (const monday of ['2016-05-09', '2016-05-16', '2016-05-23']) assert.equal(state.widgets[`row.${monday}`].value, 'on');
  const start = week(state, '2016-05-09').total;
  await visit.click('tool.ramp');
  await visit.picture('weeks-ramp-dark');
  await visit.click('tool.ramp.120');
  state = await edited(visit, /ramp to 120 %$/);
  assert.ok(Math.abs(week(state, '2016-05-23').total / start - 1.2) < 1e-9);
  assert.ok(Math.abs(week(state, '2016-05-16').total / start - 1.1) < 1e-9);
  await visit.click('row.2016-05-09');
  await visit.press('Control+C');
  await visit.click('row.2016-05-16');
  await visit.press('Control+V');
  state = await edited(visit, /pasted on Mon 16 May$/);
  assert.ok(Math.abs(week(state, '2016-05-16').total - week(state, '2016-05-09').total) < 1e-9);
});

step('a week is repeated, made easy, moved by its head, cleared and removed', async (visit) => {
  await visit.click('row.2016-05-09');
  await visit.click('tool.repeat');
  await visit.click('tool.repeat.2');
  let state = await edited(visit, /repeated 2 times$/);
  assert.ok(Math.abs(week(state, '2016-05-23').total - week(state, '2016-05-09').total) < 1e-9);
  await visit.click('tool.recovery');
  await visit.click('tool.recovery.50');
  state = await edited(visit, /^recovery week of Mon 9 May, 50 %$/);
  const easy = week(state, '2016-05-09').total;
  assert.ok(Math.abs(easy / week(state, '2016-05-16').total - 0.5) < 1e-9);
  state = await pull(visit, await visit.at('row.2016-05-09'), await visit.at('row.2016-05-23'));
  assert.equal(state.edit, 'Mon 9 May to Sun 15 May moved 2 weeks later');
  assert.equal(week(state, '2016-05-23').total, easy);
  await visit.click('tool.move');
  await visit.picture('weeks-move-dark');
  await visit.click('tool.week.sooner');
  state = await edited(visit, /moved 1 week sooner$/);
  assert.equal(week(state, '2016-05-16').total, easy);
  await visit.click('tool.clear');
  state = await edited(visit, /^Mon 16 May to Sun 22 May cleared$/);
  assert.equal(week(state, '2016-05-16').total, 0);
  await visit.click('tool.out');
  state = await edited(visit, /removed$/);
  assert.ok(week(state, '2016-05-16').total > 0);
});

step('a taper of another shape and length', async (visit) => {
  const before = await visit.state();
  await visit.click('tool.taper');
  await visit.click('tool.taper.linear');
  await visit.click('tool.taper.days.7');
  await visit.picture('weeks-taper-dark');
  await visit.click('tool.taper.do');
  const after = await edited(visit, /^taper of 7 days to 40 %(; \d+ days set by hand stay as they are)?$/);
  for (const [date, part] of [['2016-06-04', 0.4], ['2016-06-01', 1 - (0.6 * 4) / 7], ['2016-05-28', 1]]) {
    assert.ok(Math.abs(cell(after, date) - part * cell(before, date)) < 0.6, date);
  }
});

step('events are refused, corrected and saved, with their outlook', async (visit) => {
  const before = await visit.settled();
  await visit.click('cell.2016-05-21');
  await visit.click('event.add');
  await visit.type('event.name', 'Club race');
  await visit.type('event.date', '2016-07-21');
  await visit.click('event.keep');
  const refused = await visit.until((state) => state.widgets['event.fault'], 'the date is refused');
  assert.match(refused.widgets['event.fault'].value, /^date 2016-07-21 is outside the scenario, 2016-04-22 to/);
  await visit.picture('weeks-event-dark');
  await visit.type('event.date', '2016-05-21');
  await visit.click('event.keep');
  let state = await edited(visit, /^Club race on 2016-05-21$/);
  await visit.click('event.add');
  await visit.type('event.name', 'Relay');
  await visit.type('event.date', '2016-05-07');
  await visit.click('event.C');
  await visit.click('event.keep');
  state = await edited(visit, /^Relay on/);
  assert.deepEqual(state.events.map(({ date, name, priority }) => [date, name, priority]),
    [['2016-05-07', 'Relay', 'C'], ['2016-05-21', 'Club race', 'B']]);
  assert.match(state.widgets['event.1.0'].value, /^\d+ W \(\d+ to \d+\)$/);
  assert.deepEqual(state.plans.map((plan) => plan.target), before.plans.map((plan) => plan.target));
  assert.ok(state.settled); // nothing had to be recomputed
  await visit.page.waitForFunction(() => /C event, Relay/.test(document.querySelector('#events').textContent));
  const from = await visit.at('marker.event.0');
  const to = await visit.at('marker.event.1');
  state = await pull(visit, from, { x: to.x + 40, y: to.y });
  assert.match(state.edit, /^Relay is on /);
  assert.equal(state.events[1].name, 'Relay');
  await visit.picture('weeks-events-dark');
});

step('the aim is typed, dragged, cleared', async (visit) => {
  await visit.type('aim', '350');
  await visit.press('Enter');
  let state = await edited(visit, /^aim 350 W$/);
  const low = state.plans[0].chance;
  const line = await visit.at('aim.line', 0.3);
  state = await pull(visit, line, { x: line.x, y: line.y + 40 });
  assert.match(state.edit, /^aim \d+ W$/);
  assert.ok(state.aim < 350 && state.plans[0].chance >= low);
  await visit.click('aim');
  await visit.press('Control+A');
  await visit.press('Backspace');
  await visit.press('Enter');
  state = await edited(visit, /^no aim$/);
  assert.equal(state.aim, null);
  assert.equal(state.widgets['chance.0'], undefined);
  await visit.press('Control+Z');
});

step('another race day', async (visit) => {
  const raced = cell(await visit.state(), '2016-06-05');
  assert.ok(raced > 0);
  const to = await visit.at('marker.target');
  const state = await pull(visit, to, { x: to.x - 60, y: to.y });
  assert.match(state.edit, /^race day is /);
  assert.ok(state.target_date < '2016-06-05');
  await visit.press('Control+Z'); // the plans had become shorter
  await visit.click('cell.2016-06-04');
  await visit.click('event.race');
  const chosen = await edited(visit, /^race day is Sat 4 Jun$/);
  assert.equal(chosen.target_date, '2016-06-04');
  assert.equal(cell(chosen, '2016-06-04'), raced); // what the race costs goes with it
});

step('a trip gets light, is refused, and a better one is found and used', async (visit) => {
  await visit.click('plan.1');
  await visit.click('trip.add');
  await visit.type('flight.0.from', 'CDG');
  await visit.until((state) => state.widgets['flight.0.from.0']?.value === 'Paris, France (CDG ORY BVA)', 'the airport is known');
  await visit.type('flight.0.to', 'brisb');
  await visit.until((state) => state.widgets['flight.0.to.0']?.value === 'Brisbane, Australia (BNE)', 'the city is offered');
  await visit.picture('weeks-places-dark');
  await visit.click('flight.0.to.0');
  const { widgets } = await visit.until((state) => state.widgets['flight.0.to'].value === 'Brisbane, Australia', 'it is taken');
  assert.equal(widgets['flight.0.zones'].value, 'Europe/Paris to Australia/Brisbane');
  await visit.type('flight.0.depart', '2016-05-29 11:00');
  await visit.click('flight.0.depart.month');
  await visit.click('flight.0.depart.month.day.2016-05-30');
  await visit.until((state) => state.widgets['flight.0.depart'].value === '2016-05-30 11:00', 'the day is chosen, the hour stays');
  await visit.type('flight.0.arrive', '2016-05-31 18:45');
  await visit.click('trip.everywhere');
  await visit.click('window.add');
  await visit.type('window.0.date', '2016-05-30');
  await visit.type('window.0.to', '20:00');
  await visit.click('trip.keep');
  const refused = await visit.until((state) => state.widgets['trip.fault'], 'the light is refused');
  assert.match(refused.widgets['trip.fault'].value, /is not within one stay on the ground/);
  await visit.type('window.0.date', '2016-06-01');
  await visit.type('window.0.to', '12:00');
  await visit.click('trip.search');
  const found = await visit.until((state) => state.widgets['trip.take'], 'a better one is found');
  const [worth, left] = found.widgets['trip.advice'].value.split('\n');
  assert.match(worth, /[+−][\d.]+ W on race day \(90 of 100: [+−][\d.]+ to [+−][\d.]+\), /);
  assert.match(left, /^\d\.\d h out of step on race day on average, in place of/);
  await visit.picture('weeks-trip-dark');
  await visit.click('trip.take');
  await visit.until((state) => !state.widgets['trip.take'], 'it is used');
  await visit.click('trip.keep');
  const flown = await visit.until((state) => state.settled && state.plans[1].trips === 1, 'the trip is flown');
  assert.equal(flown.edit, 'trip to Brisbane');
  await visit.click('plan.0');
});

step('formcast checks the saved plans and gives the same numbers', async (visit) => {
  await visit.click('save');
  const { content } = await visit.download('save.plans');
  const state = await visit.settled();
  assert.match(content, /\[\[event\]\]\ndate = 2016-05-21\nname = "Club race"\npriority = "B"/);
  const place = mkdtempSync(join(tmpdir(), 'formcast-weeks-'));
  native('calibrate', join(scenarios, 'busso_2017.csv'), '--timing', 'next-day', '-o', place);
  writeFileSync(join(place, 'plans.toml'), content.replace(/athletes = .*/, 'athletes = ["S3.twin.json"]'));
  assert.match(native('check', join(place, 'plans.toml')), /B event on 2016-05-21: Club race/);
  native('simulate', join(place, 'plans.toml'), '-o', join(place, 'plans.h5'));
  const { plans } = JSON.parse(native('compare', join(place, 'plans.h5'), '--json')).athletes[0];
  plans.forEach((plan, p) => assert.deepEqual(state.plans[p].target, Object.values(plan.performance).slice(0, 5), plan.name));
  rmSync(place, { recursive: true });
});

step('undo goes all the way back, redo all the way forth', async (visit) => {
  const last = await visit.settled();
  for (let n = 0; (await visit.state()).edit !== 'opened'; ++n) {
    assert.ok(n < 60);
    await visit.press('Control+Z');
  }
  const back = await visit.settled();
  assert.deepEqual(back.plans.map((plan) => plan.target), first.plans.map((plan) => plan.target));
  assert.deepEqual([back.target_date, back.aim, back.events], [first.target_date, first.aim, []]);
  while ((await visit.state()).edit !== last.edit) await visit.press('Control+Y');
  const forth = await visit.settled();
  assert.deepEqual(forth.plans.map((plan) => plan.target), last.plans.map((plan) => plan.target));
  assert.deepEqual(forth.events, last.events);
  await visit.click('theme');
  await visit.picture('weeks-light');
  await visit.press('w');
  await visit.picture('weeks-days-light');
});

const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/// A finger that touches, moves and is lifted.
async function swipe(visit, from, to) {
  const touch = await visit.page.context().newCDPSession(visit.page);
  const send = (type, points) => touch.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  await send('touchStart', [from]);
  await visit.frames(2);
  for (const part of [0.25, 0.5, 0.75, 1]) {
    await send('touchMove', [{ x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) }]);
    await visit.frames(1);
  }
  await send('touchEnd', []);
  await visit.frames(4);
  return visit.state();
}

const touched = [
  ['on a telephone fingers do it too', async (visit) => {
    const { x, y } = await visit.at('view.weeks');
    await visit.page.touchscreen.tap(x, y);
    let state = await visit.until((now) => now.widgets['chart.weeks'], 'the calendar is there');
    await visit.frames(10);
    await visit.picture('weeks-phone-dark');
    const at = await visit.at('cell.2016-05-05');
    const load = cell(state, '2016-05-05');
    state = await swipe(visit, at, { x: at.x, y: at.y - 30 });
    assert.match(state.edit, /^Thu 5 May set to/);
    assert.ok(cell(state, '2016-05-05') > load);
    state = await swipe(visit, await visit.at('cell.2016-05-05'), await visit.at('cell.2016-05-03'));
    assert.equal(state.edit, 'Thu 5 May moved to Tue 3 May');
    const sum = await visit.at('sums.2016-05-02');
    state = await swipe(visit, sum, { x: sum.x - 30, y: sum.y });
    assert.match(state.edit, /^Mon 2 May to Sun 8 May scaled to/);
    const before = state.widgets['row.2016-05-09'].box[1];
    state = await swipe(visit, sum, { x: sum.x, y: sum.y + 60 });
    assert.ok(state.widgets['row.2016-05-09'].box[1] > before, 'it scrolls');
    const head = await visit.at('row.2016-05-09');
    await visit.page.touchscreen.tap(head.x, head.y);
    await visit.until((now) => now.widgets['row.2016-05-09'].value === 'on', 'the week is selected');
    await visit.frames(10);
    await visit.picture('weeks-phone-selected-dark');
  }],
];

await tell(folder, pictures, [
  { steps },
  { options: phone, steps: touched },
  { options: { ...phone, colorScheme: 'light' }, steps: [['the telephone by daylight', async (visit) => {
    const { x, y } = await visit.at('view.weeks');
    await visit.page.touchscreen.tap(x, y);
    await visit.until((now) => now.widgets['chart.weeks'], 'the calendar is there');
    await visit.frames(10);
    await visit.picture('weeks-phone-light');
  }]] },
]);
