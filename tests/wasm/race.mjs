// The race and the way there: race.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tell } from './page.mjs';

const [folder, formcast, scenarios, pictures] = process.argv.slice(2);
const native = (...words) => execFileSync(formcast, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const edited = (visit, what) => visit.until((state) => state.settled && what.test(state.edit), `${what} is worked out`);
const plus = (date, days) => new Date(Date.parse(date) + 864e5 * days).toISOString().slice(0, 10);

/// The table of the edited plan: [date, load] of every day.
async function table(visit) {
  await visit.click('save');
  const { content } = await visit.download('save.table');
  return new Map(content.trimEnd().split('\r\n').slice(1).map((line) => [line.split(',')[0], Number(line.split(',')[1])]));
}

async function plans(visit) {
  await visit.click('save');
  return (await visit.download('save.plans')).content;
}

let before;
let saved;

const steps = [
  ['the race has a form, and its date may be written in several ways', async (visit) => {
    await visit.click('hints.close');
    await visit.click('plan.1');
    before = await table(visit);
    await visit.click('event.A');
    const { widgets } = await visit.until((state) => state.widgets['race.name'], 'the form is open');
    assert.deepEqual(['name', 'date', 'aim', 'load'].map((field) => widgets[`race.${field}`].value),
      ['Five-minute race', '2016-06-05', '340', '100']);
    await visit.type('race.date', '06/07/2016');
    await visit.until((state) => /may be 6 Jul or 7 Jun; write 2016-07-06 or 2016-06-07/.test(state.widgets['race.date.read'].value), 'it is asked which');
    await visit.picture('race-date-dark');
    await visit.type('race.date', '06/26/2016');
    await visit.until((state) => /^Sun 26 Jun 2016, /.test(state.widgets['race.date.read'].value), 'one day alone is meant');
  }],
  ['a calendar gives the date, and the taper follows the race', async (visit) => {
    await visit.click('race.date.month');
    await visit.picture('race-calendar-dark');
    await visit.click('race.date.month.next');
    await visit.click('race.date.month.before');
    await visit.click('race.date.month.day.2016-06-12');
    await visit.until((state) => state.widgets['race.date']?.value === '2016-06-12', 'the day is chosen');
    await visit.picture('race-form-dark');
    await visit.click('race.keep');
    const state = await edited(visit, /^race day is Sun 12 Jun$/);
    assert.equal(state.title, 'Five-minute race on 12 June');
    const after = await table(visit);
    assert.equal([...after.keys()].at(-1), '2016-06-12');
    for (const [date, load] of before) assert.equal(after.get(plus(date, 7)), load, date);
    await visit.press('Control+Z');
    assert.deepEqual(await table(visit), before);
    await visit.press('Control+Y');
  }],
  ['a race in week 40, with another name, aim and load', async (visit) => {
    await visit.click('event.A');
    await visit.type('race.name', 'Cup final');
    await visit.type('race.date', '27.1.2017');
    await visit.type('race.aim', '350');
    await visit.type('race.load', '120');
    await visit.click('race.keep');
    const state = await edited(visit, /^race day is Fri 27 Jan 2017, the race is "Cup final", aim 350 W, race day's load is 120 AU$/);
    assert.deepEqual([state.title, state.target_date, state.aim], ['Cup final on 27 January 2017', '2017-01-27', 350]);
    const after = await table(visit);
    assert.equal(after.get('2017-01-27'), 120);
    assert.ok(after.get('2017-01-26') < 0.5 * after.get('2016-12-29'));
    await visit.picture('race-week-40-dark');
    assert.match(await plans(visit), /\[\[plan\]\]\nname = "block then taper"\nbegin = 2016-12-16\ntaper = \{ shape = "exponential", days = 14, to = 0\.4 \}/);
  }],
  ['a day more than two years on is refused in words', async (visit) => {
    await visit.click('event.A');
    await visit.type('race.date', '2019-01-01');
    await visit.click('race.keep');
    const { widgets } = await visit.until((state) => state.widgets['race.fault'], 'it is refused');
    assert.match(widgets['race.fault'].value, /^Tue 1 Jan 2019 is more than two years after the plans begin/);
    await visit.press('Escape');
    await visit.press('Escape');
    await visit.until((state) => !state.widgets['race.fault'], 'the form is closed');
    await visit.press('Control+Z');
    await visit.press('Control+Z');
    assert.equal((await visit.settled()).target_date, '2016-06-05');
  }],
  ['pulled along the axis the race takes its taper along, and pressed it opens its form', async (visit) => {
    await visit.show('days');
    const at = await visit.at('marker.target');
    const { widgets } = await visit.state();
    const day = widgets['day.2016-06-05'].box[0] - widgets['day.2016-06-04'].box[0];
    await visit.drag(at, { x: at.x - 7 * day, y: at.y });
    await edited(visit, /^race day is Sun 29 May$/);
    const after = await table(visit);
    for (const [date, load] of after) assert.equal(load, before.get(plus(date, 7)), date);
    await visit.press('Control+Z');
    await visit.click('marker.target');
    await visit.until((state) => state.widgets['race.name'], 'the form is open');
    await visit.click('race.cancel');
  }],
  ['a B event becomes the race, and the race a B event', async (visit) => {
    await visit.click('event.add');
    await visit.type('event.name', 'Club race');
    await visit.type('event.date', '15 May 2016');
    await visit.picture('race-event-dark');
    await visit.click('event.keep');
    await edited(visit, /^Club race on 2016-05-15$/);
    await visit.click('event.0');
    await visit.click('event.A.chosen');
    await visit.click('event.keep');
    let state = await edited(visit, /^Club race on 2016-05-15 is the A event$/);
    assert.equal(state.title, 'Club race on 15 May');
    assert.deepEqual(state.events.map(({ date, name, priority }) => [date, name, priority]), [['2016-06-05', 'Five-minute race', 'B']]);
    await visit.click('event.A');
    await visit.click('race.event.0');
    state = await edited(visit, /^Five-minute race on Sun 5 Jun is the A event$/);
    assert.equal(state.title, 'Five-minute race on 5 June');
    assert.deepEqual(await table(visit), before);
  }],
  ['a plan is begun in a few choices', async (visit) => {
    await visit.click('plan.new');
    const weeks = (state) => state.widgets['new.weeks'].value.split(' ').map(Number);
    const first = weeks(await visit.until((state) => state.widgets['new.weeks'], 'its weeks are shown'));
    await visit.click('new.rhythm.2');
    await visit.click('new.ramp.8');
    await visit.click('new.taper.7');
    await visit.click('new.between');
    await visit.click('new.between');
    const state = await visit.until((now) => weeks(now).join() !== first.join() && now.widgets['new.between'].value === 'on', 'they follow the choices');
    assert.ok(weeks(state)[3] < 0.7 * weeks(state)[2], weeks(state));
    assert.match(state.widgets['new.beyond.0']?.value ?? state.widgets['new.weeks'].value, /record|\d/);
    await visit.picture('race-new-plan-dark');
    await visit.type('new.first', '1900');
    await visit.until((now) => /heavier than any of the record|Steeper than the record/.test(now.widgets['new.beyond.0']?.value), 'what is beyond the record is said');
    await visit.picture('race-new-plan-beyond-dark');
    await visit.type('new.first', 'many');
    await visit.until((now) => /is no number/.test(now.widgets['new.fault']?.value), 'it is refused');
    await visit.type('new.first', '1500');
    await visit.type('new.name', 'Two to one');
    await visit.click('new.keep');
    const made = await edited(visit, /^new plan "Two to one"$/);
    assert.deepEqual([made.plans.length, made.plan], [4, 3]);
    assert.ok(made.plans[3].target.every(Number.isFinite));
    await visit.picture('race-planned-dark');
  }],
  ['what may go wrong is set in one step', async (visit) => {
    const { plans: without } = await visit.settled();
    await visit.click('noise.open');
    await visit.type('noise.execution', '15');
    await visit.type('noise.missed', '101');
    await visit.click('noise.keep');
    await visit.until((state) => /^missed sessions 101 is out of range/.test(state.widgets['noise.fault']?.value), 'it is refused');
    await visit.picture('race-noise-dark');
    await visit.type('noise.missed', '20');
    await visit.type('noise.illness', '2');
    await visit.click('noise.keep');
    const state = await edited(visit, /^execution noise 15 %, 20 % of sessions missed, 2 illnesses a year$/);
    assert.notDeepEqual(state.plans[0].target, without[0].target);
  }],
  ['the scenario holds the structure, opens again the same, and gives the same numbers', async (visit) => {
    const state = await visit.settled();
    saved = await plans(visit);
    assert.match(saved, /name = "Five-minute race"/);
    assert.match(saved, /execution = 0\.15\nmissed = 0\.2\nillness_per_year = 2\n/);
    assert.match(saved, /name = "block then taper"\ntaper = \{ shape = "exponential", days = 14, to = 0\.4 \}/);
    assert.match(saved, /\[\[plan\.block\]\]\nweeks = 4\nload = 1\.25\n\n\[\[plan\.block\]\]\n/);
    assert.match(saved, /ramp = 0\.08\nrecovery = \{ every = 3, load = 0\.6 \}/);
    assert.ok((saved.match(/date = /g) ?? []).length < 20, 'no loads a day');
    await visit.drop('again.toml', saved);
    const again = await edited(visit, /^plans of again.toml$/);
    assert.deepEqual(again.plans.map((plan) => plan.target), state.plans.map((plan) => plan.target));
    assert.equal(await plans(visit), saved);
    const place = mkdtempSync(join(tmpdir(), 'formcast-page-'));
    native('calibrate', join(scenarios, 'busso_2017.csv'), '--timing', 'next-day', '-o', place);
    writeFileSync(join(place, 'plans.toml'), saved);
    native('simulate', join(place, 'plans.toml'), '-o', join(place, 'plans.h5'));
    const compared = JSON.parse(native('compare', join(place, 'plans.h5'), '--json'));
    compared.athletes[0].plans.forEach((plan, p) => {
      again.plans[p].target.forEach((value, q) => assert.equal(value, Object.values(plan.performance)[q], `${plan.name} ${q}`));
    });
    rmSync(place, { recursive: true });
  }],
  ['a light screen', async (visit) => {
    await visit.click('theme');
    await visit.click('plan.new');
    await visit.until((state) => state.widgets['new.weeks'], 'the choices are shown');
    await visit.picture('race-new-plan-light');
    await visit.click('new.cancel');
    await visit.click('event.A');
    await visit.picture('race-form-light');
  }],
];

const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const touched = [['a telephone: forms fit its screen', async (visit) => {
  const tap = async (id) => {
    const { x, y } = await visit.at(id);
    await visit.page.touchscreen.tap(x, y);
    await visit.frames(4);
  };
  await tap('tab.Outlook');
  await tap('plan.new');
  await visit.until((state) => state.widgets['new.weeks'], 'the choices are shown');
  await visit.picture('race-new-plan-phone');
  const { widgets } = await visit.state();
  assert.ok(widgets['new.name'].box[2] <= 390);
  await visit.press('Escape');
  await visit.until((state) => !state.widgets['new.weeks'], 'they are gone');
  await tap('tab.Plan');
  await tap('marker.target');
  await visit.until((state) => state.widgets['race.name'], 'the form of the race is open');
  await visit.picture('race-form-phone');
}]];

await tell(folder, pictures, [{ steps }, { options: phone, steps: touched }]);
