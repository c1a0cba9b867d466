// usage: compare_scenarios.mjs FORMCAST NATIVE_SCENARIO_HASH BROWSER_SCENARIO_HASH SCENARIOS FOLDER [PAGE-FOLDER]
// Whether every scenario that Formcast ships gives the same bits here, in Node, and in Chromium where there is a page, for
// twins of the histories it ships, calibrated here.
import { chromiumHashes } from './same_in_chromium.mjs';
import { lines } from './run.mjs';
import { shippedScenarios } from './scenarios.mjs';

const MEMBERS = 256;

const [formcast, native, browser, scenarios, folder, page] = process.argv.slice(2);

let failed = 0, compared = 0;
function compare(where, here, there) {
  compared += 1;
  if (here === there) return;
  console.log(`here  ${here}\n${where} ${there}`);
  failed += 1;
}

const runs = shippedScenarios(formcast, scenarios, folder);
const printed = {}; // by scenario: a line a twin and plan
for (const { path, twins } of runs) {
  const [here, there] = [native, browser].map((program) => lines(program, String(MEMBERS), path, ...twins));
  printed[path] = here;
  here.forEach((line, n) => compare('Node ', line, there[n]));
  if (here.length !== there.length) failed += 1;
}
console.log(`${runs.length} scenarios, ${compared} times a plan and an athlete in Node`);
if (page) {
  const plans = Object.fromEntries(runs.map(({ path, twins }) => [path, printed[path].length / twins.length]));
  const { version, hashes } = await chromiumHashes(page, runs, plans, MEMBERS);
  for (const { path, twins } of runs) {
    const there = twins.flatMap((twin) => hashes[twin][path]);
    printed[path].forEach((line, n) => compare('Chromium', line.split(' ').at(-1), there[n]));
  }
  console.log(`as often in Chromium ${version}`);
}
console.log(`${failed} of ${compared} differ`);
process.exit(compared > 0 && failed === 0 ? 0 : 1);
