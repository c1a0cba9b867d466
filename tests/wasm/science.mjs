// What a scientist and a coach see of the twin: science.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { tell } from './page.mjs';

const [folder, , , pictures] = process.argv.slice(2);

const steps = [];
const step = (what, run) => steps.push([what, run]);
const value = (state, id) => state.widgets[id]?.value;
const twinOf = async (visit) => JSON.parse(JSON.parse(await visit.page.evaluate(() => window.formcast.session())).twin);
const percent = (share) => `${Math.round(100 * share)} %`;

step('readiness is in the panel and in the page, and grows with performance', async (visit) => {
  const state = await visit.state();
  assert.match(value(state, 'readiness'), /^\d+ of 100 \(\d+ to \d+\)$/);
  assert.equal(state.readiness_today, `Readiness today ${value(state, 'readiness')}`);
  await visit.page.waitForFunction((text) => document.getElementById('twin').textContent.includes(text), state.readiness_today);
  const plans = [...state.plans].sort((a, b) => a.target[2] - b.target[2]);
  for (const [p, plan] of plans.entries()) {
    const { readiness } = plan;
    assert.equal(readiness.length, 5);
    readiness.forEach((r, q) => assert.ok(r >= 0 && r <= 100 && (q === 0 || r >= readiness[q - 1])));
    if (p > 0) assert.ok(readiness[2] >= plans[p - 1].readiness[2], plan.name);
  }
  assert.ok(plans.at(-1).readiness[2] > plans[0].readiness[2]);
  // The first, coarse answer is shown meanwhile.
  const said = `${Math.round(plans[0].readiness[2])} of 100`;
  await visit.page.waitForFunction((text) => document.getElementById('numbers').textContent.includes(text), said);
});

step('its parts are shown on hover', async (visit) => {
  await visit.click('hints.close');
  const { x, y } = await visit.at('readiness', 0.3);
  await visit.page.mouse.move(x, y);
  await visit.frames(6);
  await visit.picture('science-readiness-parts');
});

step('a chart of it, with the modelled past in grey', async (visit) => {
  await visit.click('states.Readiness');
  await visit.until((state) => value(state, 'states.Readiness') === 'on', 'readiness is chosen');
  await visit.page.mouse.move(700, 60);
  await visit.frames(6);
  await visit.picture('science-charts-dark');
});

step('names at the ends of lines hide and show plans', async (visit) => {
  await visit.click('legend.1');
  const hidden = await visit.state();
  assert.equal(hidden.plans[1].shown, false);
  assert.equal(value(hidden, 'plan.1.shown'), 'off');
  await visit.picture('science-hidden-dark');
  await visit.click('legend.1');
  assert.equal((await visit.settled()).plans[1].shown, true);
  await visit.press('Control+Z');
  assert.equal((await visit.state()).plans[1].shown, false);
  await visit.press('Control+Z');
  assert.equal((await visit.settled()).plans[1].shown, true);
});

step('bands and tests are switched off and on', async (visit) => {
  for (const [id, others] of [['bands.all', ['bands.edited', 'bands.none']], ['bands.none', ['bands.all']], ['bands.edited', ['bands.none']]]) {
    const before = await visit.page.screenshot();
    await visit.click(id);
    await visit.page.mouse.move(700, 60);
    const state = await visit.until((now) => value(now, id) === 'on', `${id} is on`);
    for (const other of others) assert.equal(value(state, other), 'off');
    await visit.frames(4);
    assert.notDeepEqual(await visit.page.screenshot(), before, `${id} is seen`);
    if (id === 'bands.none') await visit.picture('science-lines-dark');
  }
  await visit.click('tests.shown');
  assert.equal(value(await visit.state(), 'tests.shown'), 'off');
  await visit.click('tests.shown');
  assert.equal(value(await visit.state(), 'tests.shown'), 'on');
});

step('a plan under the pointer in the list is highlighted', async (visit) => {
  const { x, y } = await visit.at('plan.2');
  await visit.page.mouse.move(x, y);
  await visit.frames(6);
  await visit.picture('science-highlight-dark');
});

step('the key P opens the twin in numbers, which are those of its file', async (visit) => {
  await visit.press('p');
  const state = await visit.until((now) => now.settled && value(now, 'predicted') && value(now, 'residuals'), 'all is worked out');
  assert.ok(state.science && state.widgets['science.panel']);
  assert.ok(!state.widgets['chart.performance']);
  const twin = await twinOf(visit);
  for (const model of twin.models.filter((of) => Math.max(of.weight, of.probability) >= 0.005)) {
    assert.equal(value(state, `model.${model.name}`), `${percent(model.weight)}, ${percent(model.probability)}`);
  }
  const shown = value(state, 'science.model');
  assert.equal(shown, twin.identifiability.model);
  const numbers = (text) => text.match(/-?[\d.]+/g).map(Number);
  for (const of of twin.parameters.filter((parameter) => parameter.model === shown)) {
    const [mean, low, high] = numbers(value(state, `parameter.${of.name}`));
    for (const [written, exact] of [[mean, of.mean], [low, of.low_5], [high, of.high_95]]) {
      assert.ok(Math.abs(written - exact) <= 0.006 * Math.abs(exact) + 1e-12, `${of.name}: ${written} for ${exact}`);
    }
  }
  const horizon = twin.skill.horizons.find((of) => of.from === 1);
  const skill = horizon.methods.find((method) => method.method === 'twin');
  assert.equal(value(state, 'skill.1'), `${skill.mape.toFixed(2)} %, ${Math.round(skill.coverage90)} %`);
  assert.deepEqual(state.to_know, twin.warnings);
  twin.warnings.forEach((warning, w) => assert.equal(value(state, `science.warning.${w}`), warning));
  assert.match(value(state, 'predicted'), new RegExp(`of ${twin.tests.length - 5} inside.*MAPE ${twin.fit.twin.mape.toFixed(2)} %`));
  assert.match(value(state, 'residuals'), new RegExp(`R² ${twin.fit.r2.toFixed(2)}`));
  assert.equal(value(state, 'science.source'), twin.source);
  assert.equal(value(state, 'science.digest'), twin.source_digest);
  assert.match(value(state, 'science.timing'), /^next-day/);
  assert.equal(value(state, 'effect.misalignment'), 'population');
  await visit.page.mouse.move(700, 20);
  await visit.frames(6);
  await visit.picture('science-dark');
});

step('the influence of weeks changes with the plan, and another model can be chosen', async (visit) => {
  const weeks = (state) => Object.entries(state.widgets).filter(([id]) => id.startsWith('influence.')).map(([, widget]) => widget.value);
  const before = await visit.state();
  assert.ok(weeks(before).length > 10);
  await visit.press('Alt+2');
  await visit.until((state) => state.settled && state.plan === 1, 'the second plan is worked out');
  const after = await visit.state();
  assert.equal(weeks(after).length, weeks(before).length);
  assert.notDeepEqual(weeks(after), weeks(before));
  await visit.click('model.banister');
  assert.equal(value(await visit.state(), 'science.model'), 'banister');
  await visit.press('Alt+1');
  await visit.press('p');
  await visit.until((state) => !state.science && state.widgets['chart.performance'], 'the charts are back');
});

step('so does a click', async (visit) => {
  await visit.page.mouse.move(1250, 600);
  await visit.page.mouse.wheel(0, 3000); // to the panel's end
  await visit.frames(4);
  await visit.click('science');
  await visit.until((state) => state.science && state.widgets['science.panel'], 'it is open');
  await visit.click('theme');
  await visit.settled();
  await visit.page.mouse.move(700, 20);
  await visit.frames(6);
  await visit.picture('science-light');
  await visit.click('science.close');
  await visit.until((state) => !state.science, 'it is closed');
  await visit.page.mouse.move(700, 60);
  await visit.frames(6);
  await visit.picture('science-charts-light');
  await visit.press('Shift+?');
  await visit.until((state) => state.widgets['keys.close'], 'the keys are listed');
  await visit.picture('science-help-light');
});

step('an athlete with two weeks of record: why there is no readiness, and warnings', async (visit) => {
  await visit.click('keys.close');
  const twin = readFileSync(new URL('../fuzz/corpus/twin/three_models.json', import.meta.url), 'utf8');
  const { warnings } = JSON.parse(twin);
  await visit.drop('three_models.json', twin);
  const state = await visit.until((now) => now.settled && now.to_know.length === warnings.length, 'it is worked out');
  assert.equal(state.readiness_today, 'Readiness needs 42 days of record to compare with; this one has 14');
  assert.equal(value(state, 'readiness'), '');
  assert.ok(state.plans.every((plan) => plan.readiness === undefined));
  assert.match(state.pairs_basis, /^This record cannot tell plans apart: no forecast could be judged yet; /);
  assert.equal(value(state, 'pairs.basis'), state.pairs_basis);
  await visit.picture('science-short-light');
  await visit.click('science.warnings');
  const open = await visit.until((now) => now.science && value(now, 'science.warning.0'), 'the list is open');
  warnings.forEach((warning, w) => assert.equal(value(open, `science.warning.${w}`), warning));
  await visit.settled();
  await visit.picture('science-short-open-light');
});

const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const touched = [['on a telephone it is a part of the Athlete tab', async (visit) => {
  await visit.picture('science-phone-plan');
  const tap = async (id) => {
    const { x, y } = await visit.at(id);
    await visit.page.touchscreen.tap(x, y);
    await visit.frames(6);
  };
  await tap('tab.Athlete');
  await visit.picture('science-phone-athlete');
  await tap('science');
  await visit.until((state) => state.science && state.settled && value(state, 'predicted'), 'it is open');
  await visit.frames(4);
  await visit.picture('science-phone-top');
  await visit.page.mouse.move(200, 400);
  for (const part of [1, 2, 3]) {
    await visit.page.mouse.wheel(0, 900);
    await visit.frames(20);
    await visit.picture(`science-phone-${part}`);
  }
}]];

await tell(folder, pictures, [{ steps }, { options: phone, steps: touched }]);
