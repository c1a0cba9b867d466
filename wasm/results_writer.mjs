// Writes a results file as docs/results-format.md specifies it, through h5wasm.

const TYPES = { '<f': Float32Array, '<i': Int32Array, '<b': Int8Array };

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

/// What the coordinate variables hold, by name.
function coordinateValues({ athletes, plans, quantiles, days, effects }) {
  return {
    athlete: athletes,
    plan: plans,
    other_plan: plans,
    date: Int32Array.from({ length: days }, (_, day) => day),
    quantile: Float64Array.from(quantiles),
    effect: effects,
  };
}

/// `arrays`: the bytes of every variable by name. The file at `path` is complete when this returns.
export function writeResults(h5wasm, path, header, arrays) {
  const file = new h5wasm.File(path, 'w', { track_order: true, libver: 'v108' });
  const values = coordinateValues(header);
  const scales = header.coordinates;
  writeAttributes(file, header);
  for (const [id, { name, long_name, units, type: dtype }] of scales.entries()) {
    const data = values[name];
    const of = file.create_dataset({ name, data, shape: [data.length], dtype, track_order: true });
    of.make_scale(name);
    number(of, '_Netcdf4Dimid', '<i', id);
    text(of, 'long_name', long_name);
    if (units !== null) text(of, 'units', units);
    if (name !== 'date') continue;
    text(of, 'calendar', 'proleptic_gregorian');
    text(of, 'standard_name', 'time');
    text(of, 'axis', 'T');
  }
  const ids = (dimensions) => dimensions.map((dimension) => scales.findIndex(({ name }) => name === dimension));
  const attach = (of, dimensions) => dimensions.forEach((dimension, axis) => of.attach_scale(axis, `/${dimension}`));
  for (const { name, long_name, units, dimensions, type: dtype, chunks, flags } of header.variables) {
    const shape = dimensions.map((dimension) => values[dimension].length);
    if (dtype === 'S') {
      const of = file.create_dataset({ name, data: header.twin_digests, shape, dtype, track_order: true });
      attach(of, dimensions);
      text(of, 'long_name', long_name);
      continue;
    }
    const size = shape.reduce((a, b) => a * b);
    const data = new TYPES[dtype](arrays[name].buffer);
    if (data.length !== size) throw new Error(`${name} has ${data.length} values, expected ${size}`);
    const of = file.create_dataset({ name, data, shape, dtype, chunks, compression: 4, track_order: true });
    attach(of, dimensions);
    if (dimensions.length > 1) of.create_attribute('_Netcdf4Coordinates', Int32Array.from(ids(dimensions)), [dimensions.length], '<i');
    text(of, 'long_name', long_name);
    text(of, 'units', units);
    number(of, '_FillValue', dtype, dtype === '<f' ? NaN : -1);
    if (!flags) continue;
    const meanings = flags.split(' ');
    of.create_attribute('flag_values', Int8Array.from(meanings.keys()), [meanings.length], '<b');
    text(of, 'flag_meanings', flags);
  }
  file.close();
}
