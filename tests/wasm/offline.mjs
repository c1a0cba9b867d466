// The page without a network, with workers that stop, and as a newer build: offline.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { history } from './athletes.mjs';
import { tell } from './page.mjs';

const [folder, formcast, , pictures] = process.argv.slice(2);
const place = mkdtempSync(join(tmpdir(), 'formcast-offline-'));
process.on('exit', () => rmSync(place, { recursive: true }));
const page = join(place, 'page'); // a copy, of which a newer build is made
cpSync(folder, page, { recursive: true });

async function learn(visit, csv) {
  await visit.drop('squad.csv', csv);
  await visit.click('learn.next-day');
  await visit.until((state) => state.learning || state.messages.length > 0, 'it learns');
}
const learned = (visit, count) => visit.until((state) => !state.learning && state.athletes === count && state.settled, `${count} athletes`);
/// The page's workers are within reach, so that they can be ended as a browser short of memory does, also while they compute.
const reachable = () => {
  window.hired = [];
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      window.hired.push(this);
    }
  };
};
const hired = (visit) => visit.page.evaluate(() => window.hired.length);
const end = (visit, number) => visit.page.evaluate((at) => window.hired.at(at).terminate(), number);
/// A loaded page loses the network.
async function cutOff(visit) {
  await visit.page.waitForFunction(() => document.body.dataset.offline === 'works', null, { timeout: 20_000 });
  await visit.context.setOffline(true);
}

const memory = [
  ['with the network gone a history is learned, even where its worker is ended in the middle', async (visit) => {
    await cutOff(visit);
    await learn(visit, history(48, 'Ada', ...Array.from({ length: 15 }, (_, n) => `S${n}`)));
    await visit.until((state) => /^[1-9]\/16$/.test(state.widgets['learn.progress']?.value), 'it has learned some athletes');
    await end(visit, -1);
    const before = await hired(visit);
    const state = await learned(visit, 16);
    assert.deepEqual([state.athlete, state.without_twin, state.messages], ['Ada', [], []]);
    assert.equal(await hired(visit), before + 1);
  }],
  ['plans are worked out by workers in place of those that were ended or failed', async (visit) => {
    const before = await hired(visit);
    await end(visit, 1);
    await visit.page.evaluate(() => window.hired[0].postMessage({ does: 'what no worker does' })); // which throws there
    await visit.press('r');
    const state = await visit.settled();
    assert.match(state.edit, /rest/);
    assert.equal(state.plans[0].members, 10000);
    assert.equal(await hired(visit), before + 2);
  }],
  ['a trip is searched and flown', async (visit) => {
    const begin = (await visit.state()).target_date;
    const before = (days, hour) => `${new Date(Date.parse(begin) - days * 86_400_000).toISOString().slice(0, 10)} ${hour}`;
    await visit.click('trip.add');
    await visit.type('flight.0.from', 'Europe/Paris');
    await visit.type('flight.0.to', 'Australia/Brisbane');
    await visit.type('flight.0.depart', before(6, '11:00'));
    await visit.type('flight.0.arrive', before(5, '18:45'));
    await visit.click('trip.everywhere');
    await visit.click('trip.search');
    await end(visit, -1); // which may be the one that searches
    await visit.until((state) => state.widgets['trip.advice'], 'the search ends');
    await visit.click('trip.keep');
    await visit.until((state) => state.settled && state.plans[0].trips === 1, 'it is flown');
  }],
  ['results and sessions are saved, and the page is printed', async (visit) => {
    await visit.click('save');
    const { bytes } = await visit.download('save.results');
    assert.equal(bytes.subarray(1, 4).toString(), 'HDF');
    await visit.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.match(await visit.page.textContent('#summary'), /^Ada.*Race day/s);
    await visit.page.evaluate(() => dispatchEvent(new Event('afterprint')));
    writeFileSync(join(place, 'kept.h5'), bytes);
  }],
  ['the demonstration is read', async (visit) => {
    await visit.click('import.open');
    await visit.click('import.demo');
    await visit.until((state) => state.import?.read, 'the files are read');
    await visit.frames(3);
    await visit.click('import.close');
    await visit.until((state) => !state.import, 'the dialog is gone');
  }],
  ['results are read, and by another worker in place of one that was ended', async (visit) => {
    await visit.dropFiles(join(place, 'kept.h5'));
    await visit.until((state) => state.squad?.rows.length === 1, 'they are shown');
    await end(visit, -1);
    await visit.click('squad.row.0');
    const state = await visit.until((now) => now.read_only && now.plans.every((plan) => plan.target), 'the athlete is shown');
    assert.equal(state.athlete, 'Ada');
  }],
];

/// Every attempt to learn is struck at once.
const struck = () => {
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function post(message, ...rest) {
    if (message.does !== 'learn') return postMessage.call(this, message, ...rest);
    setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'no memory left', cancelable: true })));
  };
};
const words = [
  ['what stops twice is said in words, and the page goes on', async (visit) => {
    await learn(visit, history(48, 'Ada'));
    const state = await visit.until((now) => now.messages.length === 1, 'it is said');
    assert.match(state.messages[0].text, /squad\.csv: learning stopped twice \(no memory left\)/);
    await visit.click('message.close');
    await visit.press('r');
    assert.match((await visit.settled()).edit, /rest/);
  }],
];

/// That the service worker keeps.
const fileNames = () => Object.keys(JSON.parse(/FILES = (\{.*?\});/s.exec(readFileSync(join(page, 'service_worker.js'), 'utf8'))[1]));
const workerText = (visit) => visit.page.evaluate(async () => (await fetch('worker.mjs')).text());
const kept = [
  ['the page opens again without a network, with what was edited', async (visit) => {
    await visit.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    const held = await visit.page.evaluate(async () => {
      const [name] = await caches.keys();
      return (await (await caches.open(name)).keys()).map(({ url }) => url);
    });
    for (const url of held) assert.ok(readFileSync(join(page, url.slice(visit.address.length))), url);
    assert.equal(held.length, fileNames().length);
    await visit.context.setOffline(true);
    await visit.press('r');
    const before = await visit.settled();
    await visit.page.reload();
    const state = await visit.until((now) => now.settled, 'it has opened');
    assert.deepEqual([state.edit, state.plans.map((plan) => plan.target)], [before.edit, before.plans.map((plan) => plan.target)]);
    await cutOff(visit);
    await learn(visit, history(48, 'Ada'));
    await visit.until((now) => now.athlete === 'Ada' && now.settled, 'it learns');
    await visit.context.setOffline(false);
  }],
  ['a newer build is said to be here, is not mixed with the old one, and replaces it', async (visit) => {
    appendFileSync(join(page, 'worker.mjs'), '// newer\n');
    const wasm = fileURLToPath(new URL('../../wasm/', import.meta.url));
    execFileSync('node', [join(wasm, 'make_service_worker.mjs'), join(wasm, 'service_worker.js'), page, ...fileNames()]);
    await visit.page.reload();
    await visit.until((state) => state.settled, 'the old build opens');
    await visit.page.waitForSelector('#notice:not([hidden])');
    assert.match(await visit.page.textContent('#notice'), /^A newer Formcast is here/);
    assert.ok(!(await workerText(visit)).endsWith('// newer\n'));
    await visit.page.click('#notice button');
    await visit.page.waitForFunction(() => document.getElementById('notice')?.hidden);
    await visit.until((state) => state.settled && state.athlete === 'Ada', 'the new build opens');
    assert.ok((await workerText(visit)).endsWith('// newer\n'));
    assert.equal(await visit.page.evaluate(async () => (await caches.keys()).length), 1);
  }],
];

await tell(page, pictures, [
  { before: [reachable], steps: memory }, { before: [struck], steps: words }, { options: { serviceWorkers: 'allow' }, steps: kept },
]);
