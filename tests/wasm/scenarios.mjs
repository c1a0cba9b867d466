// The scenarios that Formcast ships, and the twins each is run for: those of the history of its year, calibrated here.
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lines } from './run.mjs';

const HISTORIES = {
  2016: { file: 'busso_2017.csv', timing: 'next-day' },
  2004: { file: 'clarke_skiba_cyclist.csv', timing: 'same-day' },
};

function calibrated(formcast, folder, place, { file, timing }) {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  lines(formcast, 'calibrate', join(folder, file), '--timing', timing, '-o', place);
  return readdirSync(place).map((name) => join(place, name));
}

/** Paths: [{ path, twins }]; the twins are written into `place`. */
export function shippedScenarios(formcast, folder, place) {
  const twins = Object.fromEntries(
    Object.entries(HISTORIES).map(([year, history]) => [year, calibrated(formcast, folder, join(place, history.file), history)]),
  );
  return readdirSync(folder).filter((name) => name.endsWith('.toml')).map((name) => {
    const path = join(folder, name);
    return { path, twins: twins[readFileSync(path, 'utf8').match(/^start = (\d{4})/m)[1]] };
  });
}
