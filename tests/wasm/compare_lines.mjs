// usage: compare_lines.mjs NATIVE BROWSER
// Whether a program prints the same here and in the browser.
import { lines } from './run.mjs';

const [here, there] = process.argv.slice(2).map((program) => lines(program));
let differ = Math.abs(here.length - there.length);
for (const [i, line] of here.entries()) {
  if (line === there[i]) continue;
  if (++differ <= 20) console.log(`here  ${line}\nthere ${there[i]}`);
}
console.log(`${here.length} lines, ${differ} differ`);
process.exit(here.length > 0 && differ === 0 ? 0 : 1);
