// Writes a results file as docs/results-format.md lays it out, through h5wasm, for who leaves the page with one.

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];
const DAYS = ['athlete', 'plan', 'date'];
const CASES = ['athlete', 'plan'];
const BANDS = ['athlete', 'plan', 'quantile'];
const PAIRS = ['athlete', 'plan', 'other_plan'];
const DIFFERENCE = 'performance on the target day under plan less under other_plan, member by member';
const TYPES = { '<f': Float32Array, '<i': Int32Array, '<b': Int8Array };

/// Every variable: name, what it is, unit, dimensions, type, what its flags mean. `header.outputs` and `header.travel`
/// say those that have bands a day.
function variables({ outputs, travel, basis, performance_unit: p, load_unit: load, effect_sources: sources, flags }) {
  const daily = [...outputs, ...travel].map(({ name, text, unit }) => [name, text, unit, [...DAYS, 'quantile'], '<f']);
  return [
    ...daily,
    ['planned_load', 'planned training load', load, DAYS, '<f'],
    ['planned_test', 'whether a test is planned', '1', DAYS, '<b', 'no_test test'],
    ['target_performance', 'performance a test on the target day would show', p, BANDS, '<f'],
    ['target_probability', 'probability of the target performance on the target day', '1', CASES, '<f'],
    ['peak_day', 'day of the highest expected performance, counted from the first date', 'd', BANDS, '<f'],
    ['non_finite_members', 'members left out for leaving the finite numbers', '1', CASES, '<i'],
    ['difference', DIFFERENCE, p, [...PAIRS, 'quantile'], '<f'],
    ['difference_mean', `${DIFFERENCE}, mean`, p, PAIRS, '<f'],
    ['probability_better', 'probability that plan beats other_plan on the target day', '1', PAIRS, '<f'],
    ['probability_worthwhile', 'probability that plan beats other_plan by more than smallest_worthwhile_change', '1', PAIRS, '<f'],
    ['probability_alike', 'probability that the plans differ by less than that', '1', PAIRS, '<f'],
    ...basis.map(({ name, text: long, unit }) => [name, long, unit, ['athlete'], '<f']),
    ...(sources.length ? [['effect_source', 'where what is taken for the effect comes from', '1', ['athlete', 'effect'], '<b', flags]] : []),
  ];
}

/// Fixed-length UTF-8 of two bytes or more, as netCDF programs like it best.
function text(of, name, value) {
  const bytes = new TextEncoder().encode(value).length;
  of.create_attribute(name, value.padEnd(value.length + Math.max(0, 2 - bytes), '\0'), [], `S${Math.max(bytes, 2)}`);
}
const number = (of, name, type, value) => of.create_attribute(name, value, [], type);

function writeAttributes(file, header) {
  text(file, 'Conventions', 'CF-1.10');
  text(file, 'title', header.title);
  text(file, 'source', header.source);
  text(file, 'history', `${header.source}: ${header.command_line}`);
  number(file, 'results_version', '<i', header.results_version);
  number(file, 'seed', '<Q', BigInt(header.seed));
  number(file, 'members', '<i', header.members);
  text(file, 'target_date', header.target);
  if (header.target_performance !== null) number(file, 'target_performance', '<d', header.target_performance);
  for (const name of ['scenario', 'scenario_text', 'command_line', 'model_versions']) text(file, name, header[name]);
}

/// Dimensions in the order of their netCDF ids, each with its values.
function coordinates({ athletes, plans, start, days, effects, effect_sources: sources }) {
  return [
    ['athlete', 'athlete', null, athletes, 'S'],
    ['plan', 'training plan', null, plans, 'S'],
    ['other_plan', 'training plan compared with', null, plans, 'S'],
    ['date', 'athlete-local date', `days since ${start}`, Int32Array.from({ length: days }, (_, day) => day), '<i'],
    ['quantile', 'quantile level over the members', '1', Float64Array.from(QUANTILES), '<d'],
    ...(sources.length ? [['effect', 'effect of travel', null, effects, 'S']] : []),
  ];
}

/// `arrays`: the bytes of every variable by name. The file at `path` is complete when this returns.
export function writeResults(h5wasm, path, header, arrays) {
  const file = new h5wasm.File(path, 'w', { track_order: true, libver: 'v108' });
  const scales = coordinates(header);
  writeAttributes(file, header);
  for (const [id, [name, long, unit, data, dtype]] of scales.entries()) {
    const of = file.create_dataset({ name, data, shape: [data.length], dtype, track_order: true });
    of.make_scale(name);
    number(of, '_Netcdf4Dimid', '<i', id);
    text(of, 'long_name', long);
    if (unit !== null) text(of, 'units', unit);
    if (name !== 'date') continue;
    text(of, 'calendar', 'proleptic_gregorian');
    text(of, 'standard_name', 'time');
    text(of, 'axis', 'T');
  }
  const ids = (dimensions) => dimensions.map((dimension) => scales.findIndex(([name]) => name === dimension));
  const attach = (of, dimensions) => dimensions.forEach((dimension, axis) => of.attach_scale(axis, `/${dimension}`));
  for (const [name, long, unit, dimensions, dtype, flags] of variables(header)) {
    const shape = ids(dimensions).map((id) => scales[id][3].length);
    const size = shape.reduce((a, b) => a * b);
    const data = new TYPES[dtype](arrays[name].buffer);
    if (data.length !== size) throw new Error(`${name} has ${data.length} values, expected ${size}`);
    const chunks = shape.map((side, axis) => (dimensions.includes('date') && axis < 2 ? 1 : side));
    const of = file.create_dataset({ name, data, shape, dtype, chunks, compression: 4, track_order: true });
    attach(of, dimensions);
    if (dimensions.length > 1) of.create_attribute('_Netcdf4Coordinates', Int32Array.from(ids(dimensions)), [dimensions.length], '<i');
    text(of, 'long_name', long);
    text(of, 'units', unit);
    number(of, '_FillValue', dtype, dtype === '<f' ? NaN : -1);
    if (!flags) continue;
    const meanings = flags.split(' ');
    of.create_attribute('flag_values', Int8Array.from(meanings.keys()), [meanings.length], '<b');
    text(of, 'flag_meanings', flags);
  }
  const digests = file.create_dataset({ name: 'twin_digest', data: header.twin_digests, shape: [header.twin_digests.length], dtype: 'S', track_order: true });
  attach(digests, ['athlete']);
  text(digests, 'long_name', 'digest of the twin file');
  file.close();
}
