// Results of a squad from a batch run, viewed in the page: squad.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tell } from './page.mjs';

const [folder, formcast, scenarios, pictures] = process.argv.slice(2);
const h5wasm = await import(new URL('../node_modules/h5wasm/dist/node/hdf5_hl.js', import.meta.url));
await h5wasm.ready;

const ATHLETES = 36;
const LARGE = 50e6; // [bytes]
const place = mkdtempSync(join(tmpdir(), 'formcast-squad-'));
process.on('exit', () => rmSync(place, { recursive: true }));
const at = (name) => join(place, name);
const native = (...words) => execFileSync(formcast, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1e9 });
const name = (a) => `Athlete ${a + 1}`;
const twin = (a) => `squad/${String(a).padStart(2, '0')}.twin.json`; // a run takes them in this order

/// A squad made from three real athletes, and a run of it.
function simulate() {
  mkdirSync(at('twins'));
  mkdirSync(at('squad'));
  native('calibrate', join(scenarios, 'busso_2017.csv'), '--timing', 'next-day', '-o', at('twins'));
  for (let a = 0; a < ATHLETES; ++a) {
    const json = readFileSync(at(`twins/S${1 + (a % 3)}.twin.json`), 'utf8');
    writeFileSync(at(twin(a)), json.replace(/"athlete": "S\d"/, `"athlete": "${name(a)}"`));
  }
  const plans = readFileSync(join(scenarios, 'busso_race.toml'), 'utf8');
  writeFileSync(at('race.toml'), plans.replace('twins/*', 'squad/*'));
  writeFileSync(at('no aim.toml'), plans.replace('twins/*', 'squad/0*').replace(/^performance.*$/m, ''));
  native('simulate', at('race.toml'), '-o', at('race.h5'), '--members', '96');
  native('simulate', at('no aim.toml'), '-o', at('no aim.h5'), '--members', '64');
}

/// A copy of a results file, changed as `change` says.
function changed(from, to, change) {
  copyFileSync(at(from), at(to));
  const file = new h5wasm.File(at(to), 'a');
  change(file);
  file.close();
}

/// The results with a variable beside them that makes the file large, as stored members do.
function makeLarge() {
  changed('race.h5', 'large.h5', (file) => {
    const data = new Float32Array(LARGE / 4).map((_, i) => Math.sin(i));
    file.create_dataset({ name: 'noise', data, shape: [data.length], dtype: '<f', chunks: [1 << 18] });
  });
  assert.ok(statSync(at('large.h5')).size > LARGE);
}

function makeBroken() {
  copyFileSync(at('race.h5'), at('cut.h5'));
  truncateSync(at('cut.h5'), Math.round(0.6 * statSync(at('cut.h5')).size));
  changed('race.h5', 'newer.h5', (file) => {
    file.delete_attribute('results_version');
    file.create_attribute('results_version', 99, null, '<i');
  });
  changed('race.h5', 'nobody.h5', (file) => {
    const of = file.get('target_performance');
    of.write_slice([], new Float32Array(of.shape.reduce((a, b) => a * b)).fill(NaN));
  });
  changed('race.h5', 'half.h5', (file) => {
    file.delete_attribute('target_date');
  });
  const other = new h5wasm.File(at('other.h5'), 'w');
  other.create_dataset({ name: 'temperature', data: new Float32Array([1, 2, 3]) });
  other.close();
  writeFileSync(at('text.h5'), 'athlete,plan\n');
}

/// The results as an older Formcast wrote them, with one chance alone.
function makeOld() {
  const [from, to] = [new h5wasm.File(at('race.h5'), 'r'), new h5wasm.File(at('old.h5'), 'w')];
  const since = ['probability_worthwhile', 'probability_alike', 'smallest_worthwhile_change', 'no_effect_probability', 'loads_add',
    'loads_add_low', 'loads_add_high'];
  const own = ['DIMENSION_LIST', 'REFERENCE_LIST', 'CLASS', 'NAME', '_Netcdf4Coordinates', '_Netcdf4Dimid', '_NCProperties'];
  const describe = (source, made) => {
    for (const [name, { value, shape, dtype }] of Object.entries(source.attrs)) {
      if (!own.includes(name)) made.create_attribute(name, value, shape.length ? shape : null, dtype);
    }
  };
  for (const name of from.keys().filter((one) => !since.includes(one))) {
    const { value, shape, dtype } = from.get(name);
    describe(from.get(name), to.create_dataset({ name, data: value, shape, dtype }));
  }
  describe(from, to);
  [from, to].forEach((file) => file.close());
}

simulate();
makeOld();
makeLarge();
makeBroken();
const compared = JSON.parse(native('compare', at('race.h5'), '--json')).athletes;
const told = native('compare', at('race.h5'));
/// Rounds as the program does: half to even.
const percent = (share) => {
  const up = Math.round(100 * share);
  return `${up - 100 * share === 0.5 && up % 2 === 1 ? up - 1 : up} %`;
};

const drop = (visit, ...files) => visit.dropFiles(...files.map(at));
const squad = (visit, what = 'the squad is shown') => visit.until((state) => state.squad?.rows.length, what);

const steps = [];
const step = (what, run) => steps.push([what, run]);

step('nothing of h5wasm is loaded before a results file is opened', async (visit) => {
  assert.deepEqual(visit.asked.filter((url) => /h5wasm/.test(url)), []);
});

step('a results file of more than 50 MB opens while frames go on', async (visit) => {
  const before = (await visit.state()).frame;
  await drop(visit, 'large.h5');
  const frames = await visit.page.evaluate(async () => {
    let drawn = 0;
    for (let last = -1; !window.formcast.state().squad; await new Promise(requestAnimationFrame)) {
      const { frame } = window.formcast.state();
      drawn += frame > last && last >= 0 ? 1 : 0;
      last = frame;
    }
    return drawn;
  });
  assert.ok(frames >= 2, `${frames} frames while it was opened`);
  const state = await squad(visit);
  assert.ok(state.frame > before);
  assert.equal(state.squad.athletes, ATHLETES);
  assert.deepEqual(state.squad.plans, ['keep going', 'block then taper', 'overload block']);
  assert.ok(visit.asked.some((url) => url.endsWith('h5wasm/hdf5_hl.js')));
  await visit.frames(3);
  await visit.picture('squad-dark');
});

step('the table has the numbers of the program', async (visit) => {
  const { squad: shown } = await visit.state();
  assert.ok(shown.rows.length > 10 && shown.rows.length < ATHLETES);
  for (const row of shown.rows) {
    const wanted = compared.find(({ athlete }) => athlete === row.athlete);
    assert.deepEqual(row.cells, wanted.plans.map((plan) => percent(plan.probability_of_target)), row.athlete);
    const best = Math.max(...wanted.plans.map((plan) => plan.probability_of_target));
    assert.equal(wanted.plans.find((plan) => plan.plan === row.best).probability_of_target, best);
    const clear = wanted.pairs.filter((pair) => pair.plan === row.best)
      .every((pair) => pair.probability_alike < 0.8 && pair.probability_worthwhile >= 0.7);
    assert.equal(row.best_text, clear ? row.best : 'too close to call');
  }
  // P2 before P10, in natural order.
  assert.deepEqual(shown.rows.slice(0, 11).map((row) => row.athlete), Array.from({ length: 11 }, (_, a) => name(a)));
});

step('it is sorted, searched, and readable for screen readers', async (visit) => {
  await visit.click('squad.sort.plan.1');
  const { squad: sorted } = await visit.until((state) => state.widgets['squad.sort.plan.1']?.value === 'down', 'it is sorted');
  const chances = compared.map(({ plans }) => plans[1].probability_of_target).sort((a, b) => b - a);
  assert.deepEqual(sorted.rows.map((row) => row.cells[1]), chances.slice(0, sorted.rows.length).map(percent));
  await visit.page.waitForFunction((first) => document.querySelector('#numbers td')?.textContent === first, sorted.rows[0].athlete);
  const rows = await visit.page.$$eval('#numbers tr', (lines) => lines.length);
  assert.equal(rows, sorted.rows.length + 1);
  await visit.press('/');
  await visit.page.keyboard.type('lete 3', { delay: 5 });
  const { squad: found } = await visit.until((state) => state.squad.found === 10, 'ten are found');
  assert.deepEqual(found.rows.map((row) => row.athlete).sort(), [3, 13, 23, 30, 31, 32, 33, 34, 35, 36].map((n) => `Athlete ${n}`).sort());
  await visit.picture('squad-search-dark');
  await visit.press('Escape');
  await visit.until((state) => state.squad.found === ATHLETES, 'the search is over');
});

step('a heat map, in the light theme too', async (visit) => {
  await visit.click('squad.heat');
  const dense = await visit.until((state) => state.squad.rows.length > 30, 'rows are low');
  assert.equal(dense.widgets['squad.legend'].value, '0 % to 100 %');
  const row = dense.squad.rows[0];
  assert.equal(dense.widgets[`squad.cell.${row.number}.0`].value, row.cells[0]);
  await visit.picture('squad-heat-dark');
  await visit.click('theme');
  await visit.until((state) => !state.dark, 'it is light');
  await visit.picture('squad-heat-light');
  await visit.click('squad.table');
  await visit.frames(3);
  await visit.picture('squad-light');
  await visit.click('theme');
});

/// Whether the program says it, too; in print it has hyphens for minus signs.
const says = (text) => told.toLowerCase().includes(text.replaceAll('−', '-').toLowerCase());
step('one athlete, with the numbers of the program', async (visit) => {
  await visit.click('squad.sort.athlete');
  await visit.click('squad.row.4');
  const state = await visit.until((now) => now.athlete === name(4), 'the athlete is on the screen');
  const wanted = compared.find(({ athlete }) => athlete === name(4));
  assert.ok(state.read_only);
  state.plans.forEach((plan, p) => {
    assert.deepEqual(plan.target, Object.values(wanted.plans[p].performance), plan.name);
    assert.equal(plan.chance, wanted.plans[p].probability_of_target, plan.name);
    assert.equal(plan.members, 96);
  });
  assert.equal(state.pairs.length, 2);
  state.chances.forEach((said, n) => {
    const pair = wanted.pairs.find(({ plan, other }) => plan === said.plan && other === said.other);
    assert.deepEqual([said.better, said.alike], [pair.probability_worthwhile, pair.probability_alike]);
    // The program names the better plan first.
    if (pair.probability_better >= 0.5) assert.ok(says(state.pairs[n]), state.pairs[n]);
  });
  assert.equal(state.smallest_worthwhile_change, wanted.smallest_worthwhile_change);
  assert.ok(says(state.pairs_basis) && state.pairs_basis, state.pairs_basis);
  await visit.frames(3);
  await visit.picture('squad-athlete-dark');
});

step('the daily loads are those that the program exports', async (visit) => {
  const lines = native('export', at('race.h5'), '--what', 'bands').trim().split('\n').map((line) => line.split(','));
  const [head, ...rows] = lines;
  const column = (of) => head.indexOf(of);
  const state = await visit.state();
  const mine = rows.filter((row) => row[column('athlete')] === name(4) && row[column('plan')] === 'block then taper');
  const loads = mine.filter((row) => row.includes('planned_load')).map((row) => Number(row[column('value')]));
  assert.equal(loads.length, 45);
  const total = loads.reduce((a, b) => a + b);
  assert.ok(Math.abs(state.plans[1].total_load - total) < 1e-3 * total, `${state.plans[1].total_load} and ${total}`);
});

step('nothing is edited there, and there are ways back', async (visit) => {
  await visit.show('days');
  const before = await visit.state();
  const bar = Object.entries(before.widgets).find(([id]) => id.startsWith('day.'))[1].box;
  await visit.drag({ x: bar[0] + 3, y: bar[3] - 4 }, { x: bar[0] + 3, y: bar[3] - 60 });
  await visit.press('r');
  const after = await visit.state();
  assert.deepEqual(after.plans, before.plans);
  assert.equal(after.edit, 'opened');
  await visit.press('PageDown');
  await visit.until((state) => state.athlete === name(5), 'the next athlete');
  await visit.click('results.all');
  await squad(visit);
  await visit.press('ArrowUp');
  await visit.press('Enter');
  await visit.until((state) => state.athlete === name(4), 'the one above');
  await visit.press('Escape');
  await squad(visit);
  await visit.press('Escape');
  const desk = await visit.until((state) => state.athlete === 'S3', 'the desk is as it was');
  assert.ok(!desk.read_only && desk.plans[0].members === 10000);
  await visit.click('results.open');
  await squad(visit);
});

step('unreadable files are named, and change nothing', async (visit) => {
  const before = (await squad(visit)).squad;
  const said = {
    'cut.h5': /cut short|damaged/,
    'newer.h5': /newer Formcast \(results version 99/,
    'nobody.h5': /holds no athlete's results/,
    'half.h5': /no attribute target_date/,
    'other.h5': /no results of Formcast/,
    'text.h5': /no HDF5 file/,
  };
  for (const [file, why] of Object.entries(said)) {
    await drop(visit, file);
    const { messages } = await visit.until((now) => now.messages.length === 1, `${file} is refused`);
    assert.match(messages[0].text, why);
    assert.ok(messages[0].wrong && messages[0].text.startsWith(file));
    if (file === 'newer.h5') await visit.picture('squad-refused-dark');
    await visit.click('message.close');
  }
  assert.deepEqual((await visit.state()).squad, before);
  await visit.click('squad.row.0');
  await visit.until((state) => state.athlete === name(0), 'the file that was open still is');
});

step('older results open, and show their one chance', async (visit) => {
  await drop(visit, 'old.h5');
  await visit.until((now) => now.squad?.file === 'old.h5' && now.squad.rows.length, 'they are shown');
  await visit.click('squad.row.4');
  const state = await visit.until((now) => now.athlete === name(4), 'the athlete is on the screen');
  assert.equal(state.pairs.length, 2);
  for (const pair of state.pairs) assert.match(pair, /" is better than "[a-z ]+" in [\w ]*\d+ of 100; on average /);
  assert.equal(state.pairs_basis, '');
  assert.equal(state.smallest_worthwhile_change, null);
  assert.ok(state.chances.every(({ better, alike }) => better === null && alike === null));
  assert.ok(!state.widgets['pairs.basis']);
  await drop(visit, 'race.h5');
  await squad(visit);
  await visit.click('squad.row.0');
  await visit.until((now) => now.athlete === name(0), 'the first of the file as it is now');
});

step('with the twin of the athlete the plans can be edited', async (visit) => {
  await drop(visit, twin(0));
  const state = await visit.until((now) => now.athlete === name(0) && now.settled && !now.read_only, 'the athlete is on the desk');
  assert.deepEqual(state.plans.map((plan) => plan.name), ['keep going', 'block then taper', 'overload block']);
  await visit.press('r');
  assert.match((await visit.settled()).edit, /rest/);
});

step('a file without an aim shows what is typical', async (visit) => {
  await drop(visit, 'no aim.h5');
  const state = await visit.until((now) => now.squad?.file === 'no aim.h5' && now.squad.rows.length, 'it is shown');
  assert.ok(!state.squad.aim);
  assert.ok(state.squad.rows.every((row) => row.cells.every((cell) => /^\d+$/.test(cell))));
  await visit.picture('squad-no-aim-dark');
  await visit.press('Escape');
});

step('many twins at once are athletes to choose from', async (visit) => {
  await visit.until((state) => state.athlete, 'the desk');
  await drop(visit, ...Array.from({ length: 12 }, (_, a) => twin(a)));
  await visit.until((state) => state.athlete === name(0) && state.athletes === 12 && state.settled, 'the first is on the desk');
  await visit.click('athletes');
  await visit.until((state) => state.widgets['athlete.11'], 'all twelve are listed');
  await visit.type('athletes.search', '12');
  const { widgets } = await visit.until((state) => !state.widgets['athlete.0'], 'others are gone');
  assert.equal(widgets['athlete.11'].value, name(11));
  await visit.picture('squad-athletes-dark');
  await visit.click('athlete.11');
  await visit.until((state) => state.athlete === name(11) && state.settled, 'the athlete is on the desk');
});

const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const touched = [['a telephone', async (visit) => {
  const tap = async (id) => {
    const { x, y } = await visit.at(id);
    await visit.page.touchscreen.tap(x, y);
    await visit.frames(4);
  };
  await drop(visit, 'race.h5');
  await squad(visit);
  await visit.frames(3);
  await visit.picture('squad-phone-dark');
  await tap('squad.heat');
  await visit.picture('squad-phone-heat-dark');
  await tap('theme');
  await tap('squad.table');
  await visit.picture('squad-phone-light');
  await tap('squad.row.2');
  await visit.until((state) => state.athlete === name(2), 'the athlete is on the screen');
  for (const tab of ['Outlook', 'Athlete']) {
    await tap(`tab.${tab}`);
    await visit.picture(`squad-phone-${tab.toLowerCase()}-light`);
  }
  await tap('results.all');
  await squad(visit);
}]];

await tell(folder, pictures, [{ steps }, { options: phone, steps: touched }]);
