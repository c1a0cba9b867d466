// The screen's main states, compared with the pictures in references/: pictures.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
//   FORMCAST_RENEW=1 tools/test -R browser:pictures   renews them; look at them before committing
// One Chromium draws the same bytes each time and another one nearly so: a picture differs when more than a small share of its
// pixels has another colour. What varies from run to run is masked.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { tell } from './page.mjs';
import { decode, encode } from './png.mjs';

const STEP = 32; // of 256: a larger difference counts
const MOST = 0.002; // of all pixels
const [folder, , scenarios, pictures] = process.argv.slice(2);
const references = fileURLToPath(new URL('references', import.meta.url));
const renew = Boolean(process.env.FORMCAST_RENEW);
const different = [], missing = [];
let compared = 0;

/// Boxes in pixels of the page that vary between runs: progress of learning.
function moving({ widgets }) {
  if (!widgets['learn.progress']) return [];
  const [left, top, right, bottom] = widgets['learn.progress'].box;
  return [[left, top - 44, right, bottom]];
}

function mask({ width, rgb }, boxes, density) {
  for (const [left, top, right, bottom] of boxes.map((box) => box.map((at) => Math.round(at * density)))) {
    for (let y = top; y < bottom; ++y) rgb.fill(128, 3 * (y * width + left), 3 * (y * width + right));
  }
}

/// The share of pixels that differ, and a picture in which they are red upon a faint reference.
function difference(was, is) {
  const rgb = Buffer.from(was.rgb.map((value) => 160 + (value >> 2)));
  let count = 0;
  for (let at = 0; at < was.rgb.length; at += 3) {
    const off = (c) => Math.abs(was.rgb[at + c] - is.rgb[at + c]);
    if (Math.max(off(0), off(1), off(2)) <= STEP) continue;
    count += 1;
    rgb.set([220, 0, 0], at);
  }
  return { share: count / (was.rgb.length / 3), picture: { ...was, rgb } };
}

async function shoot(visit, name) {
  await visit.page.mouse.move(2, visit.page.viewportSize().height - 2);
  await visit.frames(4);
  const density = await visit.page.evaluate(() => window.devicePixelRatio);
  const boxes = moving(await visit.state());
  const is = decode(await visit.page.screenshot());
  mask(is, boxes, density);
  const file = join(references, `${name}.png`);
  if (renew) {
    mkdirSync(references, { recursive: true });
    writeFileSync(file, encode(is));
    return;
  }
  if (!existsSync(file)) return missing.push(name);
  compared += 1;
  const was = decode(readFileSync(file));
  const same = was.width === is.width && was.height === is.height;
  const { share, picture } = same ? difference(was, is) : { share: 1, picture: is };
  if (share <= MOST) return;
  different.push(`${name}: ${(100 * share).toFixed(2)} % of its pixels; see ${join(pictures, name)}.difference.png`);
  writeFileSync(join(pictures, `${name}.png`), encode(is));
  writeFileSync(join(pictures, `${name}.difference.png`), encode(picture));
}

const read = (name) => readFileSync(join(scenarios, name), 'utf8');
const settle = (visit) => visit.settled();

/// The demonstration of own data, read.
async function demonstrate(visit) {
  await visit.click('import.open');
  await visit.click('import.demo');
  await visit.until((state) => state.import?.read, 'the files are read');
}

async function leaveImport(visit) {
  await visit.click('import.close');
  await visit.until((state) => !state.import, 'the dialog is gone');
}

/// States in order; each leaves the screen as the next expects it. [name, how to reach it].
const wide = [
  ['first', settle],
  ['keys', async (visit) => { await visit.click('hints.close'); await visit.press('Shift+?'); }],
  ['four-plans', async (visit) => { await visit.click('keys.close'); await visit.click('plan.copy'); await settle(visit); }],
  ['trip-form', (visit) => visit.click('trip.add')],
  ['trip', async (visit) => {
    await visit.type('flight.0.from', 'Europe/Paris');
    await visit.type('flight.0.to', 'Australia/Brisbane');
    await visit.type('flight.0.depart', '2016-05-30 11:00');
    await visit.type('flight.0.arrive', '2016-05-31 18:45');
    await visit.click('trip.everywhere');
    await visit.click('trip.keep');
    await visit.until((state) => !state.widgets['trip.keep'] && state.settled, 'it is flown');
  }],
  ['refused', (visit) => visit.drop('history.csv', 'date,load,performance\n2016-01-01,-4,300\n')],
  ['import', async (visit) => { await visit.click('message.close'); await demonstrate(visit); }],
  ['timing', async (visit) => { await leaveImport(visit); await visit.drop('busso_2017.csv', read('busso_2017.csv')); }],
  ['learning', async (visit) => { await visit.click('learn.next-day'); await visit.until((state) => state.widgets['learn.progress'], 'it learns'); }],
];
const narrow = [
  ['plan', settle],
  ['outlook', (visit) => visit.click('tab.Outlook')],
  ['athlete', (visit) => visit.click('tab.Athlete')],
  ['import', demonstrate],
  ['trip-form', async (visit) => { await leaveImport(visit); await visit.click('trip.add'); }],
  ['refused', async (visit) => { await visit.click('trip.cancel'); await visit.drop('history.csv', 'date,load,performance\n2016-01-01,-4,300\n'); }],
];

/// In the page, before it begins: no twin is ever learned, so that learning can be photographed.
function neverLearn() {
  window.Worker = class extends Worker {
    set onmessage(take) {
      super.onmessage = (event) => event.data.does === 'learned' || take(event);
    }
  };
}

const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 800 }, deviceScaleFactor: 2 };
const parts = [];
for (const [device, options, states] of [['desktop', desktop, wide], ['phone', phone, narrow]]) {
  const steps = states.map(([name, reach]) => [`${device}: ${name}`, async (visit) => {
    await reach(visit);
    assert.deepEqual(await visit.axeFaults(), []);
    for (const colorScheme of ['light', 'dark']) {
      await visit.page.emulateMedia({ colorScheme });
      await visit.until((state) => state.dark === (colorScheme === 'dark'), `it is ${colorScheme}`);
      await shoot(visit, `${device}-${colorScheme}-${name}`);
    }
  }]);
  parts.push({ options, before: [neverLearn], steps });
}
parts.at(-1).steps.push(['the pictures are those of references/', async () => {
  if (missing.length > 0) console.log(`not compared, as there is no reference yet: ${missing.join(', ')}`);
  assert.ok(renew || compared > 0, 'some picture is compared');
  assert.deepEqual(different, [], 'to renew them: FORMCAST_RENEW=1 tools/test -R browser:pictures');
}]);
await tell(folder, pictures, parts);
