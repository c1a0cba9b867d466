// usage: same_history.mjs FORMCAST MAKE_EXPORTS NATIVE_INTAKE_HISTORY BROWSER_INTAKE_HISTORY FOLDER
// Whether the browser's build makes of archives, whole, cut and damaged, what the native one makes of them, in every word and
// number; and of the whole one the history that the command writes, byte for byte.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lines } from './run.mjs';

const [formcast, makeExports, native, browser, parent] = process.argv.slice(2);
const folder = join(parent, 'exports');
rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'out'), { recursive: true });
const paths = lines(makeExports, folder);

/** Where two lists of lines differ first. */
function difference(here, there) {
  const at = [...here.keys(), here.length].find((i) => here[i] !== there[i]);
  return at === undefined && here.length === there.length ? null : `native "${here[at]}", browser "${there[at]}"`;
}

let failed = 0, sessions = 0;
for (const path of paths) {
  const [here, there] = [native, browser].map((program) => lines(program, path));
  const found = difference(here, there);
  if (here.some((line) => /^[1-9]\d* records? of /.test(line))) sessions += 1;
  if (found === null) continue;
  console.log(`${path}: ${found}`);
  failed += 1;
}

// By the command, with the athlete of intake_history.
const words = ['--athlete', 'athlete', '--zone', 'Europe/Berlin', '--measure', 'edwards', '--max-hr', '190'];
try {
  execFileSync(formcast, ['intake', join(folder, 'whole.zip'), '-o', join(folder, 'out'), ...words], { stdio: 'pipe' });
} catch (error) {
  if (error.status !== 3) throw error; // 3: some entries cannot be read, as some are meant to be
}
const written = readFileSync(join(folder, 'out', 'athlete.history.csv'), 'utf8');
const printed = lines(browser, join(folder, 'whole.zip')).join('\n');
if (!written.includes('2026-06-23') || !printed.includes(written.trimEnd())) {
  console.log(`the browser's build prints no such history as the command writes:\n${written}`);
  failed += 1;
}
const answered = lines(browser, join(folder, 'asked.zip')).join('\n');
if (!/question \(day_order\)/.test(answered) || !/performance is FTP \[W\], 2 tests/.test(answered.split('\nanswered\n')[1])) {
  console.log(`what asked.zip asks is not answered:\n${answered}`);
  failed += 1;
}
console.log(`${paths.length} archives, ${sessions} with sessions; ${failed} differ`);
process.exit(sessions > 5 && failed === 0 ? 0 : 1);
