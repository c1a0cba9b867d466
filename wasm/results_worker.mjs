// The worker that reads a results file (docs/results-format.md) in place through h5wasm: WORKERFS gives HDF5 only the
// bytes it requests; or writes one. Messages in: open, athlete, save. Out: opened, athlete, saved, failed.
import './alive.mjs';
import * as h5wasm from './h5wasm/hdf5_hl.js';
import { writeResults } from './results_writer.mjs';

const VERSION = 4; // kResultsVersion
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];
const CASES = ['planned_load', 'planned_test', 'target_performance', 'target_probability', 'peak_day',
  'non_finite_members', 'difference', 'difference_mean', 'probability_better'];
const CHANCES = ['probability_worthwhile', 'probability_alike']; // and what they rest on: not in older files
const BASIS = ['smallest_worthwhile_change', 'no_effect_probability', 'loads_add', 'loads_add_low', 'loads_add_high'];
const STATES = ['performance', 'fitness', 'fatigue', 'form'];
const TRAVEL = ['misalignment', 'sleep', 'sleep_debt', 'alertness', 'road', 'performance_time_of_day',
  'performance_misalignment', 'performance_sleep_debt', 'performance_road'];

let file;
let header;

class Unreadable extends Error {}

const attribute = (of, name) => of.attrs[name]?.value;

function needed(of, name, where = 'the file') {
  const value = attribute(of, name);
  if (value === undefined) throw new Unreadable(`${where} has no attribute ${name}`);
  return typeof value === 'string' ? value.replace(/\0+$/, '') : value;
}

function variable(name) {
  const found = file.get(name);
  if (!(found instanceof h5wasm.Dataset)) throw new Unreadable(`it has no variable ${name}`);
  return found;
}

function checkVersion() {
  const version = attribute(file, 'results_version');
  if (version === undefined) throw new Unreadable('it is HDF5, but no results of Formcast: it has no attribute results_version');
  if (!(version >= 1)) throw new Unreadable(`results version ${version} does not exist, the first is 1`);
  if (version > VERSION) throw new Unreadable(`written by a newer Formcast (results version ${version}; this one reads up to ${VERSION})`);
}

function days() {
  const date = variable('date');
  const since = /^days since (\d{4}-\d\d-\d\d)/.exec(needed(date, 'units', 'date'));
  const values = [...date.value];
  if (!since || !values.length) throw new Unreadable('it has no dates');
  if (values.some((day, at) => at > 0 && day !== values[at - 1] + 1)) throw new Unreadable('the dates do not follow one another');
  const iso = (day) => new Date(Date.parse(since[1]) + day * 86_400_000).toISOString().slice(0, 10);
  return { start: iso(values[0]), days: values.length, last: iso(values.at(-1)) };
}

/// Sources of effects, an athlete a row; none where no plan has trips.
function effectSources(athletes) {
  if (!file.keys().includes('effect_source')) return [];
  const flags = [...variable('effect_source').value];
  const effects = flags.length / athletes;
  if (flags.some((flag) => flag < 0 || flag > 2)) throw new Unreadable('effect_source is none that this version knows');
  return Array.from({ length: athletes }, (_, a) => flags.slice(a * effects, (a + 1) * effects));
}

/// What differences between plans rest on, an athlete a row in the order of BASIS; NaN becomes null.
function decisions(athletes) {
  if (!file.keys().includes(CHANCES[1])) return [];
  const columns = BASIS.map((name) => variable(name).value);
  return Array.from({ length: athletes }, (_, a) => columns.map((column) => (Number.isFinite(column[a]) ? column[a] : null)));
}

function readHeader() {
  checkVersion();
  const { last, ...dates } = days();
  const athletes = variable('athlete').value;
  const target = needed(file, 'target_date');
  if (target < dates.start || target > last) throw new Unreadable(`target_date ${target} is not one of its days`);
  if (variable('quantile').value.join() !== QUANTILES.join()) throw new Unreadable(`its quantiles are not ${QUANTILES.join(', ')}`);
  return {
    ...dates,
    target,
    athletes,
    plans: variable('plan').value,
    members: needed(file, 'members'),
    travels: file.keys().includes('misalignment'),
    target_performance: attribute(file, 'target_performance') ?? null,
    seed: String(needed(file, 'seed')),
    title: needed(file, 'title'),
    load_unit: needed(variable('planned_load'), 'units', 'planned_load'),
    performance_unit: needed(variable('performance'), 'units', 'performance'),
    scenario: needed(file, 'scenario'),
    scenario_text: needed(file, 'scenario_text'),
    effect_sources: effectSources(athletes.length),
    decisions: decisions(athletes.length),
  };
}

function checkShapes() {
  const { athletes, plans } = header;
  for (const name of [...STATES, ...CASES, ...(header.travels ? TRAVEL : []), ...(header.decisions.length ? CHANCES : [])]) {
    const shape = [...variable(name).shape].map(Number);
    if (shape[0] !== athletes.length || shape[1] !== plans.length) {
      throw new Unreadable(`${name} is ${shape.join(' x ')}, expected ${athletes.length} athletes x ${plans.length} plans`);
    }
  }
}

function open({ file: chosen }) {
  h5wasm.FS.mkdir('/in');
  h5wasm.FS.mount(h5wasm.FS.filesystems.WORKERFS, { blobs: [{ name: 'results.h5', data: chosen }] }, '/in');
  try {
    file = new h5wasm.File('/in/results.h5', 'r');
  } catch {
    file = { file_id: -1n };
  }
  if (file.file_id <= 0n) throw new Unreadable('it is no HDF5 file, or it has been cut short');
  header = readHeader();
  checkShapes();
  const chances = header.decisions.length ? CHANCES : [];
  const arrays = Object.fromEntries(['target_performance', 'target_probability', ...chances].map((name) => [name, variable(name).value]));
  if (!arrays.target_performance.some(Number.isFinite)) throw new Unreadable('it holds no athlete\'s results yet');
  return { does: 'opened', header: JSON.stringify(header), arrays };
}

function athlete({ athlete: number }) {
  const arrays = {};
  for (const name of [...STATES, ...CASES, ...(header.travels ? TRAVEL : []), ...(header.decisions.length ? CHANCES : [])]) {
    const of = variable(name);
    arrays[name] = of.slice([[number, number + 1], ...Array.from({ length: of.shape.length - 1 }, () => [])]);
  }
  return { does: 'athlete', athlete: number, arrays };
}

/// A results file to save, as bytes.
function save({ name, header: about, arrays }) {
  const of = JSON.parse(about);
  writeResults(h5wasm, '/out.h5', of, { ...arrays, effect_source: Int8Array.from(of.effect_sources) });
  return { does: 'saved', name, arrays: { file: h5wasm.FS.readFile('/out.h5') } };
}

const does = { open, athlete, save };
// Makes HDF5 throw its errors in place of printing them.
const ready = h5wasm.ready.then((module) => module.activate_throwing_error_handler());

onmessage = async ({ data }) => {
  await ready;
  try {
    const said = does[data.does](data);
    postMessage(said, Object.values(said.arrays).map((array) => array.buffer));
  } catch (error) {
    // HDF5's messages about a damaged file are for programmers.
    const why = error instanceof Unreadable ? error.message : `it is damaged and cannot be read (${error.message ?? error})`;
    postMessage({ does: 'failed', why });
  }
};
