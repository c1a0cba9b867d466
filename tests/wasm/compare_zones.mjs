// usage: compare_zones.mjs NATIVE_ZONE_TABLE BROWSER_ZONE_TABLE
// Whether time zones from JavaScript's Intl are those of the system's tz database. Releases of the two change future and
// at times past clocks, and distributions keep some old rules (Debian's EET). Where the releases differ, so may one zone in
// ten; all that do are named.
import { readFileSync } from 'node:fs';
import { lines } from './run.mjs';

const FIRST_WORDS = 40;  // of a line: zone, moment and change

function tables(program) {
  const zones = new Map();
  for (const line of lines(program)) {
    const name = line.slice(0, line.indexOf(' '));
    if (!zones.has(name)) zones.set(name, []);
    zones.get(name).push(line);
  }
  return zones;
}

function systemRelease() {
  try {
    return readFileSync('/usr/share/zoneinfo/tzdata.zi', 'utf8').match(/^# version (\w+)/)[1];
  } catch {
    return 'of unknown release';
  }
}

/** The first line that differs, from both sides. */
function difference(native, browser) {
  if (!native) return 'not known to the system';
  if (!browser) return 'not known to Intl';
  const at = [...native.keys(), native.length].find((i) => native[i] !== browser[i]);
  const told = (lines) => lines[at]?.slice(0, FIRST_WORDS) ?? 'nothing more';
  return at === undefined ? null : `the system says "${told(native)}", Intl "${told(browser)}"`;
}

const [native, browser] = process.argv.slice(2).map(tables);
let changes = 0, differing = 0;
for (const name of new Set([...native.keys(), ...browser.keys()])) {
  changes += (native.get(name) ?? []).length - 1;
  const found = difference(native.get(name), browser.get(name));
  if (found === null) continue;
  differing += 1;
  console.log(`${name}: ${found}`);
}
const releases = [systemRelease(), process.versions.tz];
console.log(`${native.size} zones of the system's tz database ${releases[0]}, ${browser.size} of Intl's ${releases[1]}, ` +
  `${changes} changes of clocks; ${differing} zones differ`);
const allowed = releases[0] === releases[1] ? 0 : native.size / 10;
process.exit(native.size > 400 && changes > 1000 && differing <= allowed ? 0 : 1);
