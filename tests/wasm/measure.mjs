// How fast the page is, in Chromium on this machine: measure.mjs PAGE-FOLDER [RUNS [FORMCAST SCENARIOS]]. Prints medians with their
// range; with the release program and the shipped scenarios also how long forty athletes take to learn, in the page and by the command.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openBrowser, serve, Visit } from './page.mjs';

const [folder, times = '15', formcast, scenarios] = process.argv.slice(2);
const runs = Number(times);
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const say = (what, values, unit) =>
  console.log(`${what}: ${median(values).toFixed(1)} ${unit} (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})`);

// Two plans of 120 days, neither at rest; `week` makes each scenario different.
const plan = (name, week) => `[[plan]]\nname = "${name}"\n[[plan.block]]\nweek = [${week}, 400, 0, 350, 300, 450, 100]\n`;
const scenario = (week) => `title = "${week}"\nathletes = ["x"]\nstart = 2016-04-22\ndays = 120\nseed = 1\n
[noise]\nexecution = 0.1\n${plan('A', week)}\n${plan('B', week + 20)}`;

// The same with the second plan abroad; each week flies at another hour.
const abroad = (week) => {
  const hour = String(8 + (week % 10)).padStart(2, '0'), minute = String((7 * week) % 60).padStart(2, '0');
  return `${scenario(week)}[[plan.trip]]\nlegs = [{ from = "Europe/Paris", to = "Australia/Brisbane", depart = 2016-07-01T${hour}:${minute}:00, arrive = 2016-07-02T18:45:00 }]\n
[travel]\nhome = "Europe/Paris"\n`;
};

/// Milliseconds from changing both plans until bands of `members` members of both are on the screen.
const changeBoth = (visit, week, members, toml = scenario(week)) => visit.page.evaluate(async ([text, title, wanted]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], 'measured.toml'));
  const begun = performance.now();
  document.getElementById('screen').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  for (;;) {
    await frame();
    const { title: now, plans } = window.formcast.state();
    if (now === title && plans.every((one) => one.current && one.members >= wanted)) return performance.now() - begun;
  }
}, [toml, String(week), members]);

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
for (let run = 0; run < runs; ++run) {
  visit = await Visit.begin(browser, server.address, { rest: 3000 });
  first.push(await visit.page.evaluate(() => performance.getEntriesByName('picture')[0].startTime));
  if (run + 1 < runs) await visit.end();
}
say('first picture, from nothing', first, 'ms');
let week = 300;
for (const members of [512, 4000, 10000]) {
  const values = [];
  for (let run = 0; run < runs; ++run) {
    values.push(await changeBoth(visit, (week += 5), members));
    await visit.settled();
  }
  say(`two other plans of 120 days, ${members} members`, values, 'ms');
}
for (const members of [512, 10000]) {
  const values = [];
  for (let run = 0; run < runs; ++run) {
    week += 5;
    values.push(await changeBoth(visit, week, members, abroad(week)));
    await visit.settled();
  }
  say(`a trip changed, ${members} members`, values, 'ms');
}
await changeBoth(visit, (week += 5), 512); // without a trip again
const rates = [];
for (let run = 0; run < runs; ++run) {
  await visit.settled(); // the computation of the last drag is not measured
  rates.push(await framesWhileDragging(visit));
}
say('frames while dragging', rates, 'a second');
await visit.end();
if (scenarios) {
  const [head, ...rows] = readFileSync(join(scenarios, 'busso_2017.csv'), 'utf8').trim().split('\n').filter((line) => !line.startsWith('#'));
  const at = head.split(',').indexOf('athlete');
  const own = rows.filter((line) => line.split(',')[at] === 'S3');
  const named = (line, name) => line.split(',').toSpliced(at, 1, name).join(',');
  const csv = [head, ...Array.from({ length: 40 }, (_, n) => own.map((line) => named(line, `A${n + 1}`))).flat(), ''].join('\n');
  const place = mkdtempSync(join(tmpdir(), 'formcast-measure-'));
  writeFileSync(join(place, 'forty.csv'), csv);
  const [page, command] = [[], []];
  for (let run = 0; run < 3; ++run) {
    const begun = performance.now();
    execFileSync(formcast, ['calibrate', join(place, 'forty.csv'), '--timing', 'next-day', '-o', place], { stdio: 'ignore' });
    command.push((performance.now() - begun) / 1000);
    visit = await Visit.begin(browser, server.address, { rest: 3000 });
    await visit.drop('forty.csv', csv);
    await visit.until((state) => state.widgets['learn.next-day'], 'the timing is asked for');
    const asked = performance.now();
    await visit.click('learn.next-day');
    await visit.until((state) => !state.learning && state.athletes === 40, 'forty have learned');
    page.push((performance.now() - asked) / 1000);
    await visit.end();
  }
  rmSync(place, { recursive: true });
  say('forty athletes learned in the page', page, 's');
  say('forty athletes calibrated by the command', command, 's');
}
await browser.close();
server.stop();
let bytes = 0;
// What a first visit fetches: neither h5wasm nor the demonstration's files.
const files = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile());
for (const { name } of files) bytes += execFileSync('brotli', ['-c', join(folder, name)], { maxBuffer: 1 << 30 }).length;
console.log(`the page sent with brotli, without h5wasm: ${(bytes / 1e6).toFixed(2)} MB`);
