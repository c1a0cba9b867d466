// Browsers that cannot draw charts or have no workers: plain.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { tell } from './page.mjs';

const [folder, , scenarios, pictures] = process.argv.slice(2);

const noWebGL = () => {
  const given = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return /webgl/.test(kind) ? null : given.call(this, kind, ...rest);
  };
  OffscreenCanvas.prototype.getContext = () => null;
};
const noWorkers = () => { delete window.Worker; };
/// Workers that cannot be started, as under a policy that forbids them.
const deadWorkers = () => {
  window.Worker = class { postMessage() {} terminate() {} constructor() { setTimeout(() => this.onerror?.(new ErrorEvent('error', { message: 'blocked' }))); } };
};

let drawn; // the results of the screen with charts

const text = (visit, id) => visit.page.textContent(id);
const results = async (visit) => (await visit.settled()).plans.map((plan) => plan.target);

const withCharts = [['the results with charts, for reference', async (visit) => { drawn = await results(visit); }]];

const plain = [
  ['without WebGL 2 the page says so, and shows the table', async (visit) => {
    assert.deepEqual(await results(visit), drawn);
    assert.ok(await visit.page.isVisible('#fault'));
    assert.match(await text(visit, '#fault'), /no WebGL 2, so the charts cannot be drawn/);
    await visit.page.waitForFunction(() => document.querySelectorAll('#numbers tr').length === 4);
    assert.ok(await visit.page.isVisible('#numbers'));
    assert.match(await text(visit, '#numbers'), /keep going.*Likely \d+ to \d+ W.*\d+ %/s);
    assert.match(await text(visit, '#plans'), /keep going.* AU in all.*block then taper.*overload block/s);
    await visit.page.waitForFunction(() => document.querySelectorAll('#pairs li').length === 3); // two, and what they rest on
    await visit.picture('plain-dark');
  }],
  ['a plan is chosen from the list', async (visit) => {
    await visit.page.click('#plans button >> nth=1');
    await visit.until((state) => state.plan === 1, 'it is chosen');
    await visit.page.waitForFunction(() => /^"block then taper" is better than "keep going" by more than/.test(document.querySelector('#pairs li').textContent));
  }],
  ['the plans are saved', async (visit) => {
    const coming = visit.page.waitForEvent('download');
    await visit.page.click('text=Save the plans');
    assert.match((await coming).suggestedFilename(), /\.toml$/);
  }],
  ['a file is picked, learned and answered', async (visit) => {
    const [chooser] = await Promise.all([visit.page.waitForEvent('filechooser'), visit.page.click('[data-act=open]')]);
    await chooser.setFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(history('S2')) });
    await visit.page.click('text=Tests come first');
    const learned = await visit.until((state) => state.athlete === 'S2' && state.settled, 'it is learned');
    await visit.page.waitForFunction((likely) => /^S2.*/.test(document.querySelector('#numbers caption').textContent)
      && document.getElementById('numbers').textContent.includes(likely), learned.plans[0].likely);
  }],
  ['an unreadable file is reported', async (visit) => {
    await visit.page.setInputFiles('#picker', { name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from('date,load,performance\n2016-01-01,-4,300\n') });
    await visit.page.waitForFunction(() => /mine.csv:2/.test(document.getElementById('news').textContent));
    await visit.page.click('text=Close this message');
    await visit.until((state) => state.messages.length === 0, 'it is closed');
  }],
];

/// One athlete of the history, short, as learning takes as long as there are days.
function history(athlete) {
  const [header, ...rows] = readFileSync(join(scenarios, 'busso_2017.csv'), 'utf8').trimEnd().split('\n');
  return `${[header, ...rows.filter((row) => row.split(',').includes(athlete))].join('\n')}\n`;
}

const charted = (why) => [[`${why}: the same numbers, with charts`, async (visit) => {
  assert.deepEqual(await results(visit), drawn);
  assert.equal(await visit.page.isVisible('#fault'), false);
}]];

await tell(folder, pictures, [
  { steps: withCharts },
  { before: [noWebGL], steps: plain },
  { before: [noWorkers], steps: charted('without workers') },
  { before: [deadWorkers], steps: charted('with workers that cannot start') },
  { before: [noWebGL, noWorkers], steps: [['with neither: the same numbers', async (visit) => {
    assert.deepEqual(await results(visit), drawn);
    await visit.page.emulateMedia({ colorScheme: 'light' });
    await visit.page.setViewportSize({ width: 390, height: 800 });
    await visit.page.waitForFunction(() => document.querySelectorAll('#pairs li').length === 3);
    await visit.picture('plain-phone-light');
  }]] },
]);
