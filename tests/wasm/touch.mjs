// A telephone: real touches on the page, with one and two fingers: touch.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';

import { tell } from './page.mjs';

const [folder, , , pictures] = process.argv.slice(2);
const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/// Fingers, through the browser's own input: each call says where all of them are.
async function touchPoints(visit) {
  const session = await visit.page.context().newCDPSession(visit.page);
  return async (type, ...places) => {
    await session.send('Input.dispatchTouchEvent', { type, touchPoints: places.map(({ x, y }, id) => ({ x, y, id })) });
    await visit.frames(1);
  };
}

async function swipe(visit, from, to, steps = 5) {
  const touch = await touchPoints(visit);
  await touch('touchStart', from);
  for (let n = 1; n <= steps; ++n) {
    await touch('touchMove', { x: from.x + ((to.x - from.x) * n) / steps, y: from.y + ((to.y - from.y) * n) / steps });
  }
  await touch('touchEnd');
  await visit.frames(4);
}

async function tap(visit, id) {
  const { x, y } = await visit.at(id);
  await visit.page.touchscreen.tap(x, y);
  await visit.frames(4);
}

async function hold(visit, place) {
  const touch = await touchPoints(visit);
  await touch('touchStart', place);
  await visit.page.waitForTimeout(700); // a long press
  return touch;
}

/// Days a pixel, and the day at the left edge, from the positions of two days.
function axis(state, width = 390) {
  const days = Object.entries(state.widgets).filter(([id]) => id.startsWith('day.'));
  const at = (name) => Date.parse(name.slice(4)) / 86_400_000;
  const [[first, a], [last, b]] = [days[0], days.at(-1)];
  const perDay = (b.box[0] - a.box[0]) / (at(last) - at(first));
  return { perDay, left: at(first) - a.box[0] / perDay, day: (x) => at(first) + (x - a.box[0]) / perDay, width };
}

const steps = [];
const step = (what, run) => steps.push([what, run]);

step('two fingers stretch time about their middle', async (visit) => {
  await visit.show('days');
  const before = axis(await visit.state());
  const { y } = await visit.at('chart.performance', 0.5, 0.7);
  const touch = await touchPoints(visit);
  await touch('touchStart', { x: 180, y });
  await touch('touchStart', { x: 180, y }, { x: 260, y });
  for (let n = 1; n <= 5; ++n) await touch('touchMove', { x: 180 - 8 * n, y }, { x: 260 + 8 * n, y });
  await touch('touchEnd');
  const after = axis(await visit.until((state) => state.settled, 'it is drawn'));
  assert.ok(Math.abs(after.perDay / before.perDay - 2) < 0.02, `${before.perDay} ${after.perDay}`);
  assert.ok(Math.abs(after.day(220) - before.day(220)) < 0.05, 'the day under the middle stays');
  await visit.picture('touch-pinched');
});

step('two fingers move time, and so does one across a chart', async (visit) => {
  const before = axis(await visit.state());
  const { y } = await visit.at('chart.performance', 0.5, 0.7);
  const touch = await touchPoints(visit);
  await touch('touchStart', { x: 180, y });
  await touch('touchStart', { x: 180, y }, { x: 260, y });
  for (let n = 1; n <= 4; ++n) await touch('touchMove', { x: 180 + 10 * n, y }, { x: 260 + 10 * n, y });
  await touch('touchEnd');
  const pushed = axis(await visit.state());
  assert.ok(Math.abs(pushed.perDay / before.perDay - 1) < 0.01);
  assert.ok(Math.abs(pushed.day(260) - before.day(220)) < 0.05, 'what was under the fingers stays under them');
  const bars = await visit.at('chart.loads', 0.5, 0.5);
  await swipe(visit, bars, { x: bars.x - 40, y: bars.y + 3 });
  const back = axis(await visit.state());
  assert.ok(Math.abs(back.day(bars.x - 40) - pushed.day(bars.x)) < 0.05);
  assert.equal((await visit.state()).edit, 'opened', 'nothing was edited');
});

step('a finger drags a bar up, and a second one cancels it', async (visit) => {
  const before = await visit.state();
  const bar = await visit.at('day.2016-05-14', 0.5, 0.3);
  const touch = await touchPoints(visit);
  await touch('touchStart', bar);
  for (let n = 1; n <= 4; ++n) await touch('touchMove', { x: bar.x, y: bar.y - 15 * n });
  await visit.frames(2);
  assert.notEqual((await visit.state()).plans[0].total_load, before.plans[0].total_load);
  await touch('touchStart', { x: bar.x, y: bar.y - 60 }, { x: bar.x - 80, y: bar.y });
  await touch('touchEnd');
  await visit.until((state) => state.plans[0].total_load === before.plans[0].total_load && state.edit === before.edit, 'nothing was edited');
  await swipe(visit, bar, { x: bar.x + 2, y: bar.y - 60 });
  const after = await visit.settled();
  assert.match(after.edit, /^Sat 14 May set to \d+ AU$/);
  assert.ok(after.plans[0].total_load > before.plans[0].total_load);
  assert.notDeepEqual(after.plans[0].target, before.plans[0].target);
  await visit.picture('touch-dragged');
});

step('held, then dragged up: the week; sideways: the day moves', async (visit) => {
  const bar = await visit.at('day.2016-05-14', 0.5, 0.5);
  const week = await hold(visit, bar);
  await visit.picture('touch-held');
  for (let n = 1; n <= 4; ++n) await week('touchMove', { x: bar.x, y: bar.y - 5 * n });
  await week('touchEnd');
  await visit.until((state) => /^Mon 9 May to Sun 15 May scaled to \d+ AU$/.test(state.edit), 'the week is scaled');
  const day = await hold(visit, bar);
  const { x } = await visit.at('day.2016-05-12');
  for (let n = 1; n <= 4; ++n) await day('touchMove', { x: bar.x + ((x - bar.x) * n) / 4, y: bar.y });
  await day('touchEnd');
  await visit.until((state) => /14 May.*12 May|12 May.*14 May/.test(state.edit), 'the day is moved');
});

step('a double tap on a bar types its load, with the telephone\'s keyboard', async (visit) => {
  const { x, y } = await visit.at('day.2016-05-10', 0.5, 0.7);
  const session = await visit.page.context().newCDPSession(visit.page);
  const now = Date.now() / 1000;
  const send = (type, at, after) => session.send('Input.dispatchTouchEvent', { type, touchPoints: at, timestamp: now + after });
  await Promise.all([
    send('touchStart', [{ x, y }], 0), send('touchEnd', [], 0.05),
    send('touchStart', [{ x: x + 3, y: y + 4 }], 0.15), send('touchEnd', [], 0.2),
  ]);
  await visit.until((state) => state.widgets['load.typing'], 'the load is a field');
  await visit.frames(3);
  await visit.page.keyboard.type('85', { delay: 20 });
  await visit.page.keyboard.press('Enter', { delay: 40 });
  await visit.until((state) => state.edit === 'Tue 10 May set to 85 AU', 'it is typed');
});

step('a plan is held and renamed; the telephone shows its keyboard', async (visit) => {
  await tap(visit, 'tab.Outlook');
  assert.equal(await visit.page.evaluate(() => document.activeElement.id === 'text-input'), false);
  const row = await visit.at('plan.1', 0.3);
  const touch = await hold(visit, row);
  await touch('touchEnd');
  const open = await visit.until((state) => state.widgets['plan.rename'], 'the name is a field');
  const box = open.widgets['plan.rename'].box;
  const field = await visit.page.evaluate(() => {
    const { left, top, width, height } = document.activeElement.getBoundingClientRect();
    const { id, value, inputMode, selectionStart, selectionEnd } = document.activeElement;
    return { id, value, inputMode, all: selectionEnd - selectionStart === value.length, box: [left, top, left + width, top + height] };
  });
  assert.equal(field.id, 'text-input');
  assert.equal(field.value, open.widgets['plan.rename'].value);
  assert.equal(field.inputMode, 'text');
  assert.ok(field.all, 'the whole name is selected');
  field.box.forEach((at, n) => assert.ok(Math.abs(at - box[n]) < 1, 'it covers the field'));
  await visit.picture('touch-text-input');
  // A telephone's keyboard sends no keys but text, composed and corrected.
  const session = await visit.page.context().newCDPSession(visit.page);
  await session.send('Input.insertText', { text: 'Spring' });
  await session.send('Input.imeSetComposition', { text: ' bluck', selectionStart: 6, selectionEnd: 6 });
  await visit.until((state) => state.widgets['plan.rename']?.value === 'Spring bluck', 'what is composed shows');
  await session.send('Input.insertText', { text: ' blocks é' });
  await visit.until((state) => state.widgets['plan.rename']?.value === 'Spring blocks é', 'what is corrected shows');
  for (let n = 0; n < 2; ++n) await visit.page.keyboard.press('Backspace');
  await visit.page.keyboard.press('Backspace');
  await visit.page.keyboard.press('ArrowLeft');
  await visit.page.keyboard.insertText('ot');
  await visit.until((state) => state.widgets['plan.rename']?.value === 'Spring blocotk', 'letters go where the caret is');
  await visit.page.keyboard.press('Backspace');
  await visit.page.keyboard.press('Backspace');
  await visit.page.keyboard.press('Enter');
  const named = await visit.until((state) => !state.widgets['plan.rename'], 'Enter keeps it');
  assert.equal(named.plans[1].name, 'Spring block');
  await visit.page.waitForFunction(() => document.activeElement.id === 'screen');
});

step('a tapped field of the trip, and one after another by the next key', async (visit) => {
  await tap(visit, 'tab.Athlete');
  await tap(visit, 'trip.add');
  await tap(visit, 'flight.0.to');
  assert.equal(await visit.page.evaluate(() => document.activeElement.id), 'text-input');
  await visit.page.keyboard.press('Control+A');
  await visit.page.keyboard.insertText('Asia/Tokyo');
  await visit.until((state) => state.widgets['flight.0.to'].value === 'Asia/Tokyo', 'it is typed');
  await visit.picture('touch-trip');
  const field = await visit.state();
  await visit.page.keyboard.press('Tab');
  await visit.page.waitForFunction((value) => document.activeElement.value === value, field.widgets['flight.0.depart'].value);
  await tap(visit, 'trip.cancel');
  await visit.page.waitForFunction(() => document.activeElement.id === 'screen');
});

step('a finger scrolls a panel, and presses nothing on the way', async (visit) => {
  await tap(visit, 'tab.Outlook');
  await visit.page.setViewportSize({ width: 390, height: 500 });
  await visit.frames(4);
  const before = await visit.state();
  const { x, y } = await visit.at('plan.1', 0.5);
  const top = before.widgets['plan.1'].box[1];
  await swipe(visit, { x, y }, { x: x + 4, y: y - 90 });
  const after = await visit.state();
  assert.ok(Math.abs(after.widgets['plan.1'].box[1] - (top - 90)) < 3, `${top} ${after.widgets['plan.1'].box[1]}`);
  assert.equal(after.plan, before.plan);
  await visit.picture('touch-scrolled');
  await swipe(visit, { x, y: 200 }, { x, y: 390 });
  assert.ok(Math.abs((await visit.state()).widgets['plan.1'].box[1] - top) < 3, 'and back, no further than its top');
});

await tell(folder, pictures, [{ options: phone, steps }]);
