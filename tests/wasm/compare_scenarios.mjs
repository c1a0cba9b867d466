// usage: compare_scenarios.mjs FORMCAST NATIVE_SCENARIO_HASH BROWSER_SCENARIO_HASH SCENARIOS FOLDER
// Whether every scenario that Formcast ships gives the same bits here and in the browser, for twins of the histories it
// ships, calibrated here. A scenario is run for the history of its year.
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lines } from './run.mjs';

const HISTORIES = {
  2016: { file: 'busso_2017.csv', timing: 'next-day' },
  2004: { file: 'clarke_skiba_cyclist.csv', timing: 'same-day' },
};
const MEMBERS = '256';

const [formcast, native, browser, scenarios, folder] = process.argv.slice(2);

function calibrated({ file, timing }) {
  const place = join(folder, file);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  lines(formcast, 'calibrate', join(scenarios, file), '--timing', timing, '-o', place);
  return readdirSync(place).map((name) => join(place, name));
}

const twins = Object.fromEntries(Object.entries(HISTORIES).map(([year, history]) => [year, calibrated(history)]));
let failed = 0, plans = 0, ran = 0;
const names = readdirSync(scenarios).filter((name) => name.endsWith('.toml'));
for (const name of names) {
  const path = join(scenarios, name);
  const year = readFileSync(path, 'utf8').match(/^start = (\d{4})/m)[1];
  const [here, there] = [native, browser].map((program) => lines(program, MEMBERS, path, ...twins[year]));
  ran += 1;
  plans += here.length;
  for (const [i, line] of here.entries()) {
    if (line === there[i]) continue;
    console.log(`here  ${line}\nthere ${there[i]}`);
    failed += 1;
  }
  if (here.length !== there.length) failed += 1;
}
console.log(`${ran} scenarios, ${plans} times a plan and an athlete, ${failed} differ`);
process.exit(ran > 0 && failed === 0 ? 0 : 1);
