// Checks that h5wasm, HDF5 in JavaScript, reads a results file as labelled data.
//
// usage: node check_results.mjs DIRECTORY
//
// DIRECTORY holds results.h5 and expected.json as write_results makes them. h5wasm comes from tests/node_modules, where
// tools/setup puts it. Exit status: 0 all is as expected, 1 it is not.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import h5wasm from "h5wasm/node";

const directory = process.argv[2];
const json = readFileSync(join(directory, "expected.json"), "utf-8");
const expected = JSON.parse(json);
expected.attributes.seed = BigInt(json.match(/"seed": (\d+)/)[1]);  // more digits than a JavaScript number holds
const schema = JSON.parse(readFileSync(new URL("schema.json", import.meta.url), "utf-8"));

/// h5wasm's names of the types, and the missing values.
const TYPES = {float32: {dtype: "<f", missing: NaN}, int32: {dtype: "<i", missing: -1}, int8: {dtype: "<b", missing: -1}};

/// Nested lists from JSON, where null is NaN, as the one list that HDF5 holds; bit for bit once they are float32.
const flat = (nested) => nested.flat(Infinity).map((value) => (value === null ? NaN : Math.fround(value)));
const attribute = (object, name) => object.attrs[name]?.value;
const scales = (dataset) => dataset.shape.map((_, axis) => dataset.get_attached_scales(axis).join());

function checkFile(file) {
  assert.deepEqual(new Set(file.keys()), new Set([...schema.coordinates, ...Object.keys(schema.variables)]));
  assert.deepEqual(new Set(Object.keys(file.attrs)), new Set([...Object.keys(expected.attributes), "source", "history"]));
  for (const [name, wanted] of Object.entries(expected.attributes)) {
    assert.equal(attribute(file, name), wanted, `attribute ${name}`);
  }
  assert.equal(file.attrs.seed.dtype, "<Q", "type of seed");
  assert.match(attribute(file, "source"), /^Formcast /);
  assert.ok(attribute(file, "history").endsWith(expected.attributes.command_line), "history");
}

function checkCoordinates(file) {
  for (const name of schema.coordinates) {
    const dataset = file.get(name);
    assert.equal(attribute(dataset, "CLASS"), "DIMENSION_SCALE", name);
    assert.deepEqual(dataset.shape, [expected.coordinates[name].length], `length of ${name}`);
    if (name !== "date") assert.deepEqual([...dataset.value], expected.coordinates[name], name);
  }
  const date = file.get("date");
  const [, first] = attribute(date, "units").match(/^days since (\d{4}-\d\d-\d\d)$/);
  const iso = (day) => new Date(Date.parse(first) + day * 86_400_000).toISOString().slice(0, 10);
  assert.deepEqual([...date.value].map(iso), expected.coordinates.date, "date");
  assert.equal(attribute(date, "calendar"), "proleptic_gregorian");
}

function checkVariable(file, name, {dimensions, type, unit}) {
  const dataset = file.get(name);
  assert.deepEqual(scales(dataset), dimensions.map((dimension) => `/${dimension}`), `dimensions of ${name}`);
  assert.deepEqual(dataset.shape, dimensions.map((of) => expected.coordinates[of].length), `shape of ${name}`);
  assert.equal(typeof attribute(dataset, "long_name"), "string", `long_name of ${name}`);
  if (type === "text") {
    assert.deepEqual(dataset.value, expected.variables[name], name);
    return;
  }
  assert.equal(dataset.dtype, TYPES[type].dtype, `type of ${name}`);
  assert.equal(attribute(dataset, "units"), unit, `unit of ${name}`);
  assert.equal(dataset.attrs._FillValue.dtype, TYPES[type].dtype, `type of _FillValue of ${name}`);
  assert.equal(attribute(dataset, "_FillValue"), TYPES[type].missing, `_FillValue of ${name}`);
  assert.deepEqual([...dataset.value], flat(expected.variables[name]), name);
}

/// One athlete under one plan, as in the viewer.
function checkSlice(file) {
  const band = file.get("performance").slice([[1, 2], [1, 2], [], []]);
  assert.ok(band instanceof Float32Array);
  assert.deepEqual([...band], flat(expected.variables.performance[1][1]), "a slice of performance");
  assert.deepEqual([...attribute(file.get("planned_test"), "flag_values")], [0, 1]);
  assert.equal(attribute(file.get("planned_test"), "flag_meanings"), "no_test test");
}

await h5wasm.ready;
const file = new h5wasm.File(join(directory, "results.h5"), "r");
checkFile(file);
checkCoordinates(file);
for (const [name, variable] of Object.entries(schema.variables)) checkVariable(file, name, variable);
checkSlice(file);
file.close();
console.log("h5wasm: as expected");
