// How fast the page is, in Chromium on this machine: measure.mjs PAGE-FOLDER [RUNS]. Prints medians with their range.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { openBrowser, serve, Visit } from './page.mjs';

const [folder, times = '15'] = process.argv.slice(2);
const runs = Number(times);
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const say = (what, values, unit) =>
  console.log(`${what}: ${median(values).toFixed(1)} ${unit} (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})`);

// Two plans of 120 days, of which neither is at rest.
const plan = (name) => `[[plan]]\nname = "${name}"\n[[plan.block]]\nweek = [300, 400, 0, 350, 300, 450, 100]\n`;
const scenario = (travel, trip) => `title = "measured"\nathletes = ["x"]\nstart = 2016-04-22\ndays = 120\nseed = 1\n
[noise]\nexecution = 0.1\n${travel}\n${plan('A')}\n${plan('B')}${trip}`;

/// Milliseconds from a load's edit, and that of another plan right after it, until both have `members` futures.
const editBoth = (members) => async (visit) => visit.page.evaluate(async (wanted) => {
  const canvas = document.getElementById('screen');
  const frame = () => new Promise(requestAnimationFrame);
  const type = async (key) => {
    for (const kind of ['keydown', 'keyup']) {
      canvas.dispatchEvent(new KeyboardEvent(kind, { key, code: `Key${key}` }));
      await frame();
    }
  };
  canvas.focus();
  await type('1');
  const before = window.formcast.state().plans.map((one) => one.total_load);
  const begun = performance.now();
  await type('+');
  await type('2');
  await type('+');
  for (;;) {
    const { plans } = window.formcast.state();
    if (plans.every((one, p) => one.total_load !== before[p] && one.current && one.members >= wanted)) break;
    await frame();
  }
  return performance.now() - begun;
}, members);

/// Frames a second while a load is dragged up and down for two seconds.
async function framesWhileDragging(visit) {
  const bar = await visit.at('day.2016-06-10', 0.5, 0.5);
  await visit.page.mouse.move(bar.x, bar.y);
  await visit.page.mouse.down();
  const first = (await visit.state()).frame;
  const begun = performance.now();
  for (let n = 0; performance.now() - begun < 2000; ++n) await visit.page.mouse.move(bar.x, bar.y - 40 - 30 * Math.sin(n / 10));
  const frames = (await visit.state()).frame - first;
  await visit.page.mouse.up();
  return frames / ((performance.now() - begun) / 1000);
}

const server = await serve(folder);
const browser = await openBrowser();
const first = [];
let visit;
for (let run = 0; run < 5; ++run) {
  visit = await Visit.begin(browser, server.address);
  first.push(await visit.page.evaluate(() => performance.getEntriesByName('picture')[0].startTime));
  if (run < 4) await visit.end();
}
say('first picture, from nothing', first, 'ms');
const measured = [];
for (const [what, members] of [['512 futures', 512], ['4,000 futures', 4000], ['10,000 futures', 10000]]) {
  await visit.drop('measured.toml', scenario('', ''));
  await visit.settled();
  const values = [];
  for (let run = 0; run < runs; ++run) {
    values.push(await editBoth(members)(visit));
    await visit.settled();
  }
  measured.push(values);
  say(`edit of two plans of 120 days, ${what}`, values, 'ms');
}
const rates = [];
for (let run = 0; run < 5; ++run) rates.push(await framesWhileDragging(visit));
say('frames while dragging', rates, 'a second');
await visit.end();
await browser.close();
server.stop();
let bytes = 0;
for (const name of readdirSync(folder)) bytes += execFileSync('brotli', ['-c', join(folder, name)], { maxBuffer: 1 << 30 }).length;
console.log(`the page sent with brotli: ${(bytes / 1e6).toFixed(2)} MB`);
