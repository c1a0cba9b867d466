// Results that the page writes, against those of a batch run, and seen in the page again:
// kept_results.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tell } from './page.mjs';

const [folder, formcast, , pictures] = process.argv.slice(2);
const h5wasm = await import(new URL('../node_modules/h5wasm/dist/node/hdf5_hl.js', import.meta.url));
await h5wasm.ready;

const place = mkdtempSync(join(tmpdir(), 'formcast-kept-'));
process.on('exit', () => rmSync(place, { recursive: true }));
const at = (name) => join(place, name);
const native = (...words) => execFileSync(formcast, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1e9 });
copyFileSync(join(folder, 'athlete.twin.json'), at('S3.twin.json')); // the page shows this one first

const FLOWN = `title = "Eight zones east in a fortnight"
athletes = ["S3.twin.json"]
start = 2016-04-22
days = 14
seed = 8

[travel]
home = { zone = "Europe/Paris", latitude = 48.9, longitude = 2.4 }
event = 17:00:00

[travel.places]
Brisbane = { zone = "Australia/Brisbane", latitude = -27.5, longitude = 153.0 }

[[plan]]
name = "race at home"

[[plan]]
name = "fly"

[[plan.trip]]
legs = [
  { from = "Europe/Paris", to = "Asia/Singapore", depart = 2016-04-29T11:00:00, arrive = 2016-04-30T05:45:00 },
  { from = "Asia/Singapore", to = "Brisbane", depart = 2016-04-30T09:00:00, arrive = 2016-04-30T18:45:00 },
]
`;

/// The same variables on the same axes, described alike; their numbers are compared as the program prints them.
function sameVariables(mine, batch) {
  const [kept, wanted] = [mine, batch].map((file) => new h5wasm.File(at(file), 'r'));
  assert.deepEqual(kept.keys().sort(), wanted.keys().sort());
  const value = (of, attribute) => of.attrs[attribute].value;
  for (const variable of wanted.keys()) {
    const [one, other] = [kept.get(variable), wanted.get(variable)];
    assert.deepEqual([one.shape, one.dtype], [other.shape, other.dtype], variable);
    const told = Object.keys(other.attrs).filter((name) => !['DIMENSION_LIST', 'REFERENCE_LIST', 'CLASS', 'NAME'].includes(name));
    for (const name of told) assert.deepEqual(value(one, name), value(other, name), `${variable}: ${name}`);
    other.shape.forEach((_, axis) => assert.deepEqual(one.get_attached_scales(axis), other.get_attached_scales(axis), variable));
  }
  const own = ['history', 'scenario_text', 'command_line']; // how it was made
  for (const name of Object.keys(wanted.attrs)) {
    if (!own.includes(name)) assert.deepEqual(value(kept, name), value(wanted, name), name);
  }
  for (const file of [kept, wanted]) file.close();
}

/// The plans on the screen, saved as results, and a batch run of the saved plans, compared as `exported` prints them.
async function keepAsBatch(visit, mine, batch, exported) {
  await visit.click('save');
  const results = await visit.download('save.results');
  assert.match(results.name, /\.h5$/);
  writeFileSync(at(mine), results.bytes);
  await visit.click('save');
  const { content } = await visit.download('save.plans');
  writeFileSync(at('plans.toml'), content.replace(/athletes = .*/, 'athletes = ["S3.twin.json"]'));
  native('simulate', at('plans.toml'), '-o', at(batch));
  const prints = [['compare', '--json'], ...exported.map((what) => ['export', '--what', what])];
  for (const [verb, ...options] of prints) {
    assert.equal(native(verb, at(mine), ...options), native(verb, at(batch), ...options), options.join(' '));
  }
  sameVariables(mine, batch);
}

const steps = [];
const step = (what, run) => steps.push([what, run]);

step('the plans on the screen are saved as the results file that a batch run writes', async (visit) => {
  await keepAsBatch(visit, 'kept.h5', 'batch.h5', ['bands', 'outcomes', 'pairs']);
});

step('those with a trip too', async (visit) => {
  await visit.drop('flown.toml', FLOWN);
  await visit.until((state) => state.title === 'Eight zones east in a fortnight' && state.settled, 'it is worked out');
  await keepAsBatch(visit, 'flown.h5', 'flown batch.h5', ['bands', 'outcomes', 'pairs', 'effects']);
});

step('a trip in a results file is seen as it was flown', async (visit) => {
  await visit.dropFiles(at('flown batch.h5'));
  await visit.until((state) => state.squad?.file === 'flown batch.h5' && state.squad.rows.length === 1, 'it is shown');
  await visit.click('squad.row.0');
  const state = await visit.until((now) => now.read_only && now.athlete === 'S3', 'the athlete is on the screen');
  const { plans } = JSON.parse(native('compare', at('flown batch.h5'), '--json')).athletes[0];
  state.plans.forEach((plan, p) => assert.deepEqual(plan.target, Object.values(plans[p].performance), plan.name));
  assert.deepEqual(state.plans.map((plan) => plan.trips), [0, 1]);
  await visit.press('Alt+1');
  await visit.until((now) => !now.widgets['chart.clock'], 'at home no clock is drawn');
  await visit.press('Alt+2');
  await visit.until((now) => now.widgets['chart.clock'], 'the body clock is drawn');
  await visit.frames(3);
  await visit.picture('kept-trip-dark');
});

await tell(folder, pictures, [{ steps }]);
