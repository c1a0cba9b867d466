// Keyboard only, from the page's first moment: keyboard.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';

import { tell } from './page.mjs';

const [folder, , , pictures] = process.argv.slice(2);

async function press(visit, keys) {
  await visit.page.keyboard.press(keys, { delay: 20 });
  await visit.frames(3);
}

/// Tab until a widget of the screen has the focus; returns all that had it before.
async function tabTo(visit, id, keys = 'Tab') {
  const passed = [];
  for (let n = 0; n < 120; ++n) {
    const { focus } = await visit.state();
    if (focus === id) return passed;
    passed.push(focus);
    await press(visit, keys);
  }
  throw new Error(`${id} was not reached: ${passed}`);
}

// A field of the screen is typed into through one of the page.
const onCanvas = (visit) => visit.page.evaluate(() => ['screen', 'text-input'].includes(document.activeElement.id));

const steps = [];
const step = (what, run) => steps.push([what, run]);

step('Tab comes to the screen, and through all its widgets to its end', async (visit) => {
  for (let n = 0; !(await onCanvas(visit)); ++n) {
    assert.ok(n < 5, 'the screen has the focus after a few keys');
    await visit.page.keyboard.press('Tab');
  }
  const passed = new Set();
  for (let n = 0; n < 120 && (await onCanvas(visit)); ++n) {
    await press(visit, 'Tab');
    passed.add((await visit.state()).focus);
  }
  assert.equal(await onCanvas(visit), false, 'the screen is left at its end');
  const { widgets } = await visit.state();
  const used = ['open', 'save', 'theme', 'keys', 'hints.close', 'view.days', 'athletes', 'import.open', 'plan.0', 'plan.0.shown', 'plan.2', 'plan.copy',
    'tool.rest', 'tool.taper', 'tool.copy', 'trip.add'];
  for (const id of used) assert.ok(widgets[id] && passed.has(id), `${id} is reached`);
});

step('back the other way', async (visit) => {
  for (let n = 0; !(await onCanvas(visit)); ++n) {
    assert.ok(n < 5);
    await visit.page.keyboard.press('Shift+Tab');
  }
  await press(visit, 'Shift+Tab');
  const { focus } = await visit.state();
  assert.notEqual(focus, '');
  await press(visit, 'Shift+Tab');
  assert.notEqual((await visit.state()).focus, focus);
});

step('a plan is chosen, and arrows stay with the calendar', async (visit) => {
  await tabTo(visit, 'plan.1', 'Shift+Tab');
  await visit.picture('keyboard-focus-dark');
  await press(visit, 'Enter');
  assert.equal((await visit.state()).plan, 1);
  await press(visit, 'ArrowRight');
  assert.equal((await visit.state()).focus, 'plan.1', 'the focus stays');
  const before = await visit.state();
  await press(visit, '+');
  const after = await visit.state();
  assert.ok(after.plans[1].total_load > before.plans[1].total_load);
  await press(visit, 'Control+Z');
});

step('it is renamed', async (visit) => {
  await press(visit, 'F2');
  await visit.until((state) => state.widgets['plan.rename'], 'the name is a field');
  await visit.frames(3);
  await visit.page.keyboard.type('spring block', { delay: 5 });
  await press(visit, 'Enter');
  const named = await visit.until((state) => !state.widgets['plan.rename'], 'Enter keeps it');
  assert.equal(named.plans[1].name, 'spring block');
  await visit.until((state) => state.focus === 'plan.1', 'the row has the focus again');
  await press(visit, 'F2');
  await visit.frames(3);
  await visit.page.keyboard.type('something else', { delay: 5 });
  await press(visit, 'Escape');
  const left = await visit.until((state) => !state.widgets['plan.rename'], 'Escape leaves the field');
  assert.equal(left.plans[1].name, 'spring block');
});

step('a trip is added, field by field', async (visit) => {
  await tabTo(visit, 'trip.add');
  await press(visit, 'Enter');
  await visit.until((state) => state.focus === 'flight.0.from', 'its first field is ready');
  await visit.page.keyboard.type('Europe/Paris', { delay: 5 });
  await visit.until((state) => state.widgets['flight.0.from'].value === 'Europe/Paris', 'it is typed');
  await tabTo(visit, 'flight.0.to');
  await press(visit, 'Escape');
  assert.ok((await visit.state()).widgets['trip.keep'], 'Escape leaves the field and not the form');
  await press(visit, 'Enter');
  const fill = async (id, text) => {
    await tabTo(visit, id);
    await press(visit, 'Control+A');
    await visit.page.keyboard.type(text, { delay: 5 });
    await visit.until((state) => state.widgets[id].value === text, `${id} holds ${text}`);
  };
  await fill('flight.0.to', 'tok');
  await press(visit, 'Enter');
  await visit.until((state) => state.widgets['flight.0.to'].value === 'Tokyo, Japan', 'Enter takes the first that it may mean');
  await fill('flight.0.depart', '2016-05-30 11:00');
  await fill('flight.0.arrive', '2016-05-31 07:45');
  await tabTo(visit, 'trip.everywhere');
  await press(visit, 'Space');
  await visit.until((state) => state.widgets['trip.everywhere'].value === 'off', 'of this plan alone');
  await tabTo(visit, 'trip.keep');
  await visit.picture('keyboard-trip-dark');
  await press(visit, 'Space');
  const flown = await visit.until((state) => !state.widgets['trip.keep'] && state.settled, 'it is flown');
  assert.equal(flown.plans[1].trips, 1);
});

step('a trip is opened and closed', async (visit) => {
  await tabTo(visit, 'trip.0', 'Shift+Tab');
  await press(visit, 'Enter');
  await visit.until((state) => state.focus === 'flight.0.from', 'it is open');
  for (let n = 0; n < 2; ++n) await press(visit, 'Escape'); // the field, then the form
  const state = await visit.until((now) => !now.widgets['trip.cancel'], 'it is closed');
  assert.equal(state.plans[1].trips, 1);
});

step('the light screen, and the plans saved', async (visit) => {
  await tabTo(visit, 'theme', 'Shift+Tab');
  await press(visit, 'Space');
  await visit.until((state) => !state.dark, 'it is light');
  await visit.picture('keyboard-focus-light');
  await tabTo(visit, 'save', 'Shift+Tab');
  await press(visit, 'Enter');
  await visit.until((state) => state.widgets['save.plans'], 'the menu is open');
  const coming = visit.page.waitForEvent('download');
  await press(visit, 'ArrowDown');
  await press(visit, 'Enter');
  assert.match((await coming).suggestedFilename(), /\.toml$/);
});

await tell(folder, pictures, [{ steps }]);
