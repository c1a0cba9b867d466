// The coach's story, from the first visit to the session restored: story.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tell } from './page.mjs';

const [folder, formcast, scenarios, pictures] = process.argv.slice(2);
const read = (name) => readFileSync(join(scenarios, name), 'utf8');
const native = (...words) => execFileSync(formcast, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const steps = [];
const step = (what, run) => steps.push([what, run]);
const load = (state, plan) => state.plans[plan].total_load;

step('a shipped athlete is shown at once', async (visit) => {
  const state = await visit.state();
  assert.equal(state.athlete, 'S3');
  assert.equal(state.plans.length, 3);
  assert.equal(state.plans[0].members, 10000);
  await visit.page.waitForFunction(() => document.querySelectorAll('#numbers tr').length === 4);
  assert.match(await visit.page.textContent('#numbers'), /keep going.*Likely \d+ to \d+ W/s);
  await visit.picture('first-dark');
});

step('keys are listed, hints are closed', async (visit) => {
  await visit.click('hints.close');
  await visit.until((state) => !state.widgets['hints.close'], 'the hints are gone');
  await visit.press('Shift+?');
  await visit.until((state) => state.widgets['keys.close'], 'the keys are listed');
  await visit.picture('keys-dark');
  await visit.click('keys.close');
  await visit.until((state) => !state.widgets['keys.close'], 'the list is gone');
});

step('frames are drawn when the pointer has come to rest, which tooltips wait for', async (visit) => {
  await visit.settled();
  const { x, y } = await visit.at('noise.open', 0.5, 0.5);
  const before = await visit.page.evaluate(() => window.formcast.drawn());
  await visit.page.mouse.move(x, y); // draws three
  await visit.page.waitForFunction((drawn) => window.formcast.drawn() >= drawn + 5, before);
});

step('the page around the canvas has no serious fault that axe-core knows', async (visit) => {
  assert.deepEqual(await visit.axeFaults(), []);
});

step('a load is dragged up, and the race day moves', async (visit) => {
  const before = await visit.state();
  const bar = await visit.at('day.2016-05-14', 0.5, 0.3);
  await visit.drag(bar, { x: bar.x, y: bar.y - 60 });
  const after = await visit.settled();
  assert.ok(load(after, 0) > load(before, 0));
  assert.match(after.edit, /^Sat 14 May set to \d+ AU$/);
  assert.notDeepEqual(after.plans[0].target, before.plans[0].target);
  assert.deepEqual(after.plans[1].target, before.plans[1].target);
  await visit.press('Control+Z');
  const back = await visit.settled();
  assert.deepEqual(back.plans[0].target, before.plans[0].target);
  await visit.press('Control+Y');
  assert.deepEqual((await visit.settled()).plans[0].target, after.plans[0].target);
});

step('keys do what the pointer does', async (visit) => {
  const bar = await visit.at('day.2016-05-10', 0.5, 0.9);
  await visit.page.mouse.click(bar.x, bar.y);
  await visit.frames(3);
  const before = await visit.state();
  await visit.press('r');
  assert.equal((await visit.state()).edit, 'Tue 10 May: rest');
  await visit.press('+');
  assert.ok(load(await visit.state(), 0) < load(before, 0));
  await visit.press('t');
  assert.equal((await visit.state()).edit, 'test on Tue 10 May');
  await visit.press('Alt+2');
  assert.equal((await visit.state()).plan, 1);
  await visit.press('Alt+1');
  for (let n = 0; n < 3; ++n) await visit.press('Control+Z');
  assert.equal(load(await visit.state(), 0), load(before, 0));
});

step('the verdict comes first: which plan, by how much, how sure, and why', async (visit) => {
  const { widgets, chances } = await visit.settled();
  const best = chances.find(({ plan, other, verdict }) => plan === 'keep going' && other === 'block then taper' && verdict === 'worse');
  assert.ok(best, 'the second plan is better');
  assert.match(widgets['verdict.race'].value, /^Five-minute race, Sun 5 Jun 2016, in 44 days. Aim 340 W$/);
  assert.match(widgets.verdict.value, /^Block then taper: \+[\d.]+ W on race day, better in \d+ of 100; alike in /);
  const gain = Number(/\+([\d.]+) W/.exec(widgets.verdict.value)[1]);
  assert.ok(Math.abs(gain + best.difference_mean) < 0.06, `${gain} and ${best.difference_mean}`);
  const counts = /^(\d+) better, (\d+) alike, (\d+) worse than keep going$/.exec(widgets['verdict.counts'].value).slice(1).map(Number);
  assert.equal(counts.reduce((a, b) => a + b), 100);
  assert.ok(Math.abs(counts[1] - 100 * best.alike) <= 1, `${counts} and ${best.alike}`);
  assert.match(widgets['verdict.doubt'].value, /^Likely .* to \+[\d.]+ W. (Fatigue|Fitness) on the day is [\d.]+ W instead of [\d.]+ W.$/);
});

step('one table holds all plans side by side', async (visit) => {
  const { widgets, plans } = await visit.state();
  plans.forEach((plan, s) => {
    assert.equal(widgets[`target.${s}`].value, `${Math.round(plan.target[2])} W`);
    assert.equal(widgets[`chance.${s}`].value, `${Math.round(100 * plan.chance)} %`);
    assert.equal(Number(widgets[`load.${s}`].value.replace(',', '')), Math.round(plan.total_load));
    for (const id of ['range', 'heaviest', 'rise', 'fitness', 'freshness']) assert.match(widgets[`${id}.${s}`].value, /\d/);
  });
  assert.match(await visit.page.textContent('#numbers'), /keep going/);
});

step('a load is typed into a cell, and the next; Esc leaves one alone', async (visit) => {
  await visit.show('weeks');
  await visit.click('cell.2016-05-10');
  await visit.page.keyboard.type('85', { delay: 5 });
  await visit.until((state) => state.widgets['load.typing']?.value === '85', 'it is in the field');
  await visit.frames(2);
  await visit.page.keyboard.press('Enter', { delay: 40 });
  await visit.until((state) => state.edit === 'Tue 10 May set to 85 AU', 'it is kept');
  await visit.page.keyboard.type('12', { delay: 5 });
  await visit.until((state) => state.widgets['load.typing']?.value === '12', 'the next day is typed');
  await visit.frames(2);
  await visit.page.keyboard.press('Enter', { delay: 40 });
  const state = await visit.until((now) => now.edit === 'Wed 11 May set to 12 AU', 'it is kept, too');
  assert.equal(state.widgets['cell.2016-05-10'].value, '85');
  await visit.page.keyboard.type('7', { delay: 5 });
  await visit.until((now) => now.widgets['load.typing'], 'a third');
  await visit.frames(2);
  await visit.page.keyboard.press('Escape', { delay: 40 });
  await visit.until((now) => !now.widgets['load.typing'] && now.edit === state.edit, 'it is left as it was');
  await visit.click('cell.2016-05-10');
  await visit.press('Delete');
  await visit.until((now) => now.edit === 'Tue 10 May: rest', 'Delete is rest');
  for (let n = 0; n < 3; ++n) await visit.press('Control+Z');
  await visit.settled();
});

step('loads come from a spreadsheet and go to one; what is no load is said', async (visit) => {
  const paste = async (text) => {
    await visit.page.evaluate((given) => navigator.clipboard.writeText(given), text);
    await visit.press('Control+v');
  };
  await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit.click('cell.2016-05-10');
  const before = await visit.state();
  await paste('100\t110,5\t\trest\r\n90\t');
  const pasted = await visit.until((state) => /^5 days pasted on Tue 10 May$/.test(state.edit), 'they are pasted');
  const cells = ['10', '11', '12', '13', '14'].map((day) => Number(pasted.widgets[`cell.2016-05-${day}`].value));
  [100, 110.5, 0, 0, 90].forEach((load, n) => assert.ok(Math.abs(cells[n] - load) <= 0.5, `${cells}`));
  await paste('100\tlots');
  const refused = await visit.until((state) => state.messages.length === 1, 'it is refused');
  assert.match(refused.messages[0].text, /"lots" is not a load/);
  assert.equal(refused.edit, pasted.edit);
  await visit.click('message.close');
  await visit.press('Control+Z');
  assert.equal(load(await visit.settled(), 0), load(before, 0));
});

step('the small map of the record moves the days shown, and two clicks bring them back', async (visit) => {
  const first = (state) => Number(state.widgets.record.value.split(' to ')[0]);
  const start = first(await visit.state());
  const { x, y } = await visit.at('record', 0.05);
  await visit.page.mouse.click(x, y, { delay: 60 });
  await visit.frames(4);
  const early = first(await visit.state());
  assert.ok(early < start, `${early} and ${start}`);
  assert.ok(early >= -110, 'as far as the record goes');
  await visit.page.waitForTimeout(600);
  const away = await visit.at('record', 0.6);
  await visit.page.mouse.dblclick(away.x, away.y, { delay: 60 });
  await visit.until((state) => first(state) === start, 'as at first');
});

step('a plan is copied, and its week selected and made easy', async (visit) => {
  await visit.click('plan.copy');
  assert.equal((await visit.state()).plans.length, 4);
  await visit.click('week.2016-05-16');
  await visit.click('tool.recovery');
  await visit.click('tool.recovery.60');
  const state = await visit.settled();
  assert.match(state.edit, /recovery week/);
  assert.ok(load(state, 3) < load(state, 0));
  assert.equal(state.pairs.length, 3);
  for (const { other, verdict } of state.chances) {
    const said = state.pairs.find((pair) => pair.includes(`"${other}"`));
    const words = { better: /is better than .* by more than [\d.]+ W in /, worse: /is worse than .* by more than [\d.]+ W in /,
      alike: /are alike: within [\d.]+ W of each other in /, 'too close to call': /^Too close to call: .* better by more than [\d.]+ W in / };
    assert.match(said, words[verdict]);
    assert.match(said, / of 100/);
  }
  assert.match(state.pairs_basis, /; it is \d+ % likely that loads have no effect$/);
  assert.equal(state.widgets['pairs.basis'].value, state.pairs_basis);
  await visit.picture('four-plans-dark');
});

step('identical plans are alike, and not better in 50 of 100', async (visit) => {
  await visit.click('plan.copy');
  const state = await visit.settled();
  const same = state.chances.find(({ plan, other }) => other === state.plans[3].name && plan === state.plans[4].name);
  assert.deepEqual([same.verdict, same.alike, same.difference_mean], ['alike', 1, 0]);
  assert.ok(state.pairs.some((pair) => /" are alike: within [\d.]+ W of each other in more than 95 of 100/.test(pair)), state.pairs);
  await visit.click('plan.delete');
  assert.equal((await visit.settled()).plans.length, 4);
});

step('a trip is typed, refused, corrected and flown', async (visit) => {
  await visit.click('trip.add');
  await visit.type('flight.0.from', 'Europe/Paris');
  await visit.type('flight.0.to', 'Australia/Brisban');
  await visit.type('flight.0.depart', '2016-05-30 11:00');
  await visit.type('flight.0.arrive', '2016-05-31 18:45');
  await visit.click('trip.keep');
  const refused = await visit.until((state) => state.widgets['trip.fault'], 'the trip is refused');
  assert.match(refused.widgets['trip.fault'].value, /did you mean "Australia\/Brisbane"\?/);
  await visit.picture('trip-refused-dark');
  await visit.type('flight.0.to', 'Portland');
  await visit.click('trip.keep');
  await visit.until((state) => /may be Portland, Oregon \(PDX\) or Portland, Maine/.test(state.widgets['trip.fault']?.value), 'it asks which');
  await visit.type('flight.0.to', 'Brisbane');
  assert.equal((await visit.state()).widgets['trip.everywhere'].value, 'on');
  await visit.click('trip.everywhere');
  await visit.click('trip.keep');
  const flown = await visit.until((state) => state.settled && state.plans[3].trips === 1, 'the trip is flown');
  assert.ok(flown.widgets['chart.clock']);
  assert.ok(flown.widgets['cause.Body clock'].value.startsWith('−'));
  await visit.picture('trip-dark');
});

step('the trip is put into all plans and taken out again, each in one step', async (visit) => {
  const trips = async (edit) => (await visit.until((state) => state.edit === edit, edit)).plans.map((plan) => plan.trips);
  const open = async () => {
    await visit.click('trip.0');
    await visit.until((state) => state.widgets['trip.remove'], 'the form is open');
  };
  const { edit } = await visit.state();
  await open();
  assert.equal((await visit.state()).widgets['trip.everywhere'].value, 'off');
  await visit.click('trip.everywhere');
  await visit.click('trip.keep');
  assert.deepEqual(await trips('trip changed: Brisbane in all plans'), [1, 1, 1, 1]);
  await open();
  assert.equal((await visit.state()).widgets['trip.everywhere'].value, 'on');
  await visit.click('trip.remove');
  assert.deepEqual(await trips('removed trip to Brisbane, 30 May from all plans'), [0, 0, 0, 0]);
  await visit.press('Control+Z');
  assert.deepEqual(await trips('trip changed: Brisbane in all plans'), [1, 1, 1, 1]);
  await visit.press('Control+Z');
  assert.deepEqual(await trips(edit), [0, 0, 0, 1]);
});

step('the plans are saved, and formcast gives the same numbers', async (visit) => {
  await visit.click('save');
  const { name, content } = await visit.download('save.plans');
  assert.equal(name, 'Five-minute-race-on-5-June.toml');
  const state = await visit.settled();
  const place = mkdtempSync(join(tmpdir(), 'formcast-page-'));
  native('calibrate', join(scenarios, 'busso_2017.csv'), '--timing', 'next-day', '-o', place);
  writeFileSync(join(place, 'plans.toml'), content);
  native('simulate', join(place, 'plans.toml'), '-o', join(place, 'plans.h5'));
  const compared = JSON.parse(native('compare', join(place, 'plans.h5'), '--json'));
  const plans = compared.athletes[0].plans;
  assert.equal(plans.length, 4);
  plans.forEach((plan, p) => {
    state.plans[p].target.forEach((value, q) => assert.equal(value, Object.values(plan.performance)[q], `${plan.name} ${q}`));
  });
  rmSync(place, { recursive: true });
});

step('the session is there again after a reload', async (visit) => {
  const before = await visit.settled();
  await visit.page.waitForFunction(() => window.formcast?.allKept(), null, { polling: 200 });
  await visit.page.reload();
  const after = await visit.settled();
  assert.equal(after.athlete, before.athlete);
  assert.deepEqual(after.plans.map((plan) => plan.target), before.plans.map((plan) => plan.target));
});

step('a dropped history is learned in the page, as the program learns it', async (visit) => {
  await visit.drop('busso_2017.csv', read('busso_2017.csv'));
  await visit.click('learn.next-day');
  await visit.until((state) => state.learning, 'it learns');
  await visit.picture('learning-dark');
  const state = await visit.until((now) => !now.learning && now.athlete === 'S1' && now.settled, 'it has learned');
  assert.deepEqual(state.messages, []);
  const place = mkdtempSync(join(tmpdir(), 'formcast-page-'));
  native('calibrate', join(scenarios, 'busso_2017.csv'), '--timing', 'next-day', '-o', place);
  const mine = JSON.parse(readFileSync(join(place, 'S1.twin.json'), 'utf8'));
  const theirs = JSON.parse(await visit.page.evaluate(() => window.formcast.session())).twin;
  assert.deepEqual(JSON.parse(theirs).tests, mine.tests);
  JSON.parse(theirs).models.forEach((model, m) => {
    assert.ok(Math.abs(model.weight - mine.models[m].weight) < 1e-6, model.name);
  });
  rmSync(place, { recursive: true });
});

step('another athlete of the history comes on the desk', async (visit) => {
  await visit.click('athletes');
  await visit.click('athlete.1');
  await visit.until((state) => state.athlete === 'S2' && state.settled, 'S2 is on the desk');
  await visit.click('athletes');
  await visit.click('athlete.0');
  await visit.until((state) => state.athlete === 'S1' && state.settled, 'S1 is on the desk');
});

step('unreadable files are reported and change nothing', async (visit) => {
  const before = await visit.settled();
  const broken = {
    'history.csv': 'date,load,performance\n2016-01-01,-4,300\n',
    'empty.csv': '',
    'twin.json': '{"format": "formcast twin", "version": 99}',
    'cut.json': read('busso_2017.csv').slice(0, 0) + '{"format": "formcast twin"',
    'plans.toml': 'start = "soon"\n',
    'early.toml': read('cyclist_race.toml'),
    'noise.csv': '\u0000\u0001\u0002',
  };
  for (const [name, content] of Object.entries(broken)) {
    await visit.drop(name, content);
    const state = await visit.until((now) => now.messages.length === 1, `${name} is refused`);
    assert.ok(state.messages[0].wrong && state.messages[0].text.length > 20, name);
    if (name === 'history.csv') await visit.picture('refused-dark');
    await visit.click('message.close');
  }
  const after = await visit.state();
  assert.deepEqual(after.plans, before.plans);
  assert.equal(after.athlete, before.athlete);
});

step('a light screen', async (visit) => {
  await visit.click('theme');
  await visit.until((state) => !state.dark, 'it is light');
  await visit.picture('first-light');
});

const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const touched = [['a telephone: touched, not clicked', async (visit) => {
  await visit.picture('phone-plan');
  for (const tab of ['Outlook', 'Athlete']) {
    const { x, y } = await visit.at(`tab.${tab}`);
    await visit.page.touchscreen.tap(x, y);
    await visit.until((state) => state.widgets[`tab.${tab}`]?.value === 'on', `${tab} is shown`);
    await visit.frames(3);
    await visit.picture(`phone-${tab.toLowerCase()}`);
  }
}]];

const wall = { viewport: { width: 3840, height: 2160 }, hasTouch: true };
const enlarged = [['a wall screen: twice as large, fully sharp, and the pointer hits what it shows', async (visit) => {
  const [across, seen, drawn] = await visit.page.$eval('#screen', (canvas) => [canvas.clientWidth, canvas.getBoundingClientRect().width, canvas.width]);
  assert.deepEqual([across, seen, drawn], [1920, 3840, 3840]);
  const before = await visit.state();
  const bar = await visit.at('day.2016-05-14', 0.5, 0.3);
  await visit.drag(bar, { x: bar.x, y: bar.y - 60 });
  const after = await visit.settled();
  assert.match(after.edit, /^Sat 14 May set to \d+ AU$/);
  assert.ok(load(after, 0) > load(before, 0));
  await visit.picture('wall');
  const { x, y } = await visit.at('aim');
  await visit.page.touchscreen.tap(x, y);
  await visit.page.waitForFunction(() => document.activeElement.id === 'text-input');
  const { widgets } = await visit.state();
  const field = await visit.page.$eval('#text-input', (input) => Object.values(input.getBoundingClientRect().toJSON()).slice(0, 2));
  field.forEach((at, n) => assert.ok(Math.abs(at - 2 * widgets.aim.box[n]) < 1, `${field} and ${widgets.aim.box}`));
}]];

await tell(folder, pictures, [{ steps }, { options: phone, steps: touched }, { options: wall, steps: enlarged }]);
