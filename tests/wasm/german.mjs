// The page in German, from the first screen to the printed hand-out: german.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { tell } from './page.mjs';

const [folder, , scenarios, pictures] = process.argv.slice(2);
const shown = (visit) => visit.page.evaluate(() => document.documentElement.lang);
const tables = (visit) => visit.asked.filter((url) => url.endsWith('.po'));
const german = { locale: 'de-AT' };
/// Words of the English screen that no German one has.
const ENGLISH = /\b(the|and|with|race day|load|week of|better|expected|fatigue)\b/i;
const spoken = ({ widgets }) => Object.entries(widgets).filter(([id]) => !/^(plan\.\d+$|athlete|import\.open|results)/.test(id)).map(([, { value }]) => value);

const desk = [
  ['the first screen is German, with the verdict first and decimal commas', async (visit) => {
    const state = await visit.state();
    assert.equal(await shown(visit), 'de');
    assert.deepEqual(tables(visit).length, 1);
    assert.match(state.widgets.verdict.value, /^Nicht zu entscheiden: |am Wettkampftag, besser in/);
    assert.match(state.widgets['verdict.race'].value, /^Five-minute race.*So 5\. Juni 2016, in 44 Tagen\. Ziel 340 W$/);
    assert.match(state.widgets['verdict.doubt'].value, /^Wahrscheinlich [−+\d,]+ bis [−+\d,]+ W\. /);
    assert.ok(spoken(state).some((value) => /\d,\d/.test(value)), 'a decimal comma');
    assert.deepEqual(spoken(state).filter((value) => ENGLISH.test(value)), []);
    assert.match(state.readiness_today, /^Bereitschaft heute \d+ von 100/);
    assert.deepEqual(state.to_know.filter((text) => ENGLISH.test(text)), []);
    assert.deepEqual(await visit.axeFaults(), []);
    await visit.picture('german-desk-dark');
  }],
  ['screen readers have the numbers in German', async (visit) => {
    await visit.page.waitForFunction(() => document.querySelectorAll('#numbers tr').length === 4);
    assert.match(await visit.page.textContent('#numbers'), /05\.06\.2016PlanWettkampftag.*Wahrscheinlich \d+ bis \d+ W/s);
    assert.equal(await visit.page.getAttribute('#screen', 'aria-label'), 'Pläne auf dem Kalender und wohin sie führen');
    assert.match(await visit.page.textContent('#weeks'), /Woche vom.*\d,\d/s);
  }],
  ['a load is typed with a comma, and said so', async (visit) => {
    const cell = await visit.at('cell.2016-05-10');
    await visit.page.mouse.click(cell.x, cell.y);
    await visit.frames(3);
    await visit.press('8');
    await visit.until((state) => state.widgets['load.typing'], 'a load is typed');
    await visit.page.keyboard.type('2,5', { delay: 20 });
    await visit.page.keyboard.press('Enter');
    const state = await visit.until((now) => /82,5/.test(now.edit), 'it is kept');
    assert.equal(state.edit, 'Di 10. Mai auf 82,5 AU gesetzt');
    assert.equal((await visit.settled()).widgets['cell.2016-05-10'].value, '82,5');
    await visit.press('Control+Z');
  }],
  ['a race is edited in the writing of the country', async (visit) => {
    await visit.click('event.A');
    const { widgets } = await visit.until((state) => state.widgets['race.date'], 'the form opens');
    assert.equal(widgets['race.date'].value, '05.06.2016');
    await visit.type('race.aim', '341,5');
    await visit.picture('german-race');
    await visit.click('race.keep');
    const state = await visit.until((now) => now.aim === 341.5, 'the aim is kept');
    assert.equal(state.edit, 'Ziel 342 W');
    await visit.press('Control+Z');
    await visit.until((now) => now.aim === 340, 'it is undone');
  }],
  ['forms and lists fit', async (visit) => {
    await visit.click('plan.new');
    await visit.until((state) => state.widgets['new.keep'], 'the form of a plan opens');
    await visit.picture('german-new-plan');
    await visit.click('new.cancel');
    await visit.click('trip.add');
    await visit.until((state) => state.widgets['trip.keep'], 'the form of a trip opens');
    await visit.picture('german-trip-form');
    await visit.click('trip.cancel');
    await visit.click('noise.open');
    await visit.until((state) => state.widgets['noise.keep'], 'what may go wrong opens');
    await visit.picture('german-noise');
    await visit.click('noise.cancel');
    await visit.click('save');
    await visit.frames(4);
    await visit.picture('german-save');
    await visit.press('Escape');
    await visit.show('days');
    await visit.picture('german-days');
    await visit.show('weeks');
    await visit.press('p');
    await visit.until((state) => state.science && state.widgets['science.identified'], 'the twin in numbers');
    await visit.settled();
    await visit.picture('german-science');
    await visit.press('p');
  }],
  ['the import dialog begins in German', async (visit) => {
    await visit.click('import.open');
    const { import: own } = await visit.until((state) => state.import, 'the dialog opens');
    assert.deepEqual([own.title, own.learn], ['Mit eigenen Daten beginnen', 'Noch keine Dateien']);
    await visit.picture('german-import-empty');
    await visit.click('import.demo');
    const state = await visit.until((now) => now.import?.read, 'the demonstration is read');
    assert.match(state.import.title, /^(Eine|Zwei|Drei|Vier) Fragen?, dann lässt sich .* lernen$/);
    assert.deepEqual(await visit.axeFaults(), []);
    await visit.picture('german-import');
    await visit.click('import.close');
  }],
  ['the calendar is German, its structure is not', async (visit) => {
    await visit.click('save');
    const { content } = await visit.download('save.calendar');
    assert.match(content, /BEGIN:VCALENDAR[^]*SUMMARY:Training\\, \d/);
    assert.match(content, /DESCRIPTION:Wettkampftag\\nZiel 340 W/);
  }],
  ['the hand-out is German', async (visit) => {
    const { page } = visit;
    await page.evaluate(() => { window.print = () => dispatchEvent(new Event('beforeprint')); });
    await visit.click('save');
    await visit.click('save.handout');
    await page.waitForSelector('#summary.handout', { state: 'attached' });
    const text = await page.textContent('#summary');
    assert.match(text, /So 5\. Juni 2016, Ziel 340 W.*Belastung jedes Tages \[AU\].*Woche vomMoDiMiDoFrSaSoSumme/s);
    assert.doesNotMatch(text, /\b(rest|aim|Week from|All)\b/);
    await page.emulateMedia({ media: 'print' });
    await page.locator('#summary').screenshot({ path: join(pictures, 'german-handout.png') });
    await page.emulateMedia({ media: null });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  }],
];

const chosen = [
  ['an English browser is English, and asks for no table', async (visit) => {
    assert.equal(await shown(visit), 'en');
    assert.deepEqual(tables(visit), []);
  }],
  ['the language is changed where the keys are, with the plans as they are', async (visit) => {
    await visit.press('r');
    const before = await visit.settled();
    await visit.press('Shift+?');
    await visit.until((state) => state.widgets['language.de'], 'languages are offered');
    await visit.point('language.de');
    await visit.page.mouse.down();
    await visit.frames(2);
    await visit.page.mouse.up(); // the page begins again: no frames to wait for
    await visit.page.waitForFunction(() => document.documentElement.lang === 'de' && document.body.dataset.ready === 'yes');
    const state = await visit.settled();
    assert.deepEqual(state.plans.map((plan) => plan.total_load), before.plans.map((plan) => plan.total_load));
    assert.match(state.readiness_today, /^Bereitschaft/);
    await visit.press('Shift+?');
    await visit.until((now) => now.widgets['language.en'], 'languages are offered');
    await visit.picture('german-keys');
    await visit.click('keys.close');
  }],
  ['it is kept over a reload, and changed back for readers that do not see the screen', async (visit) => {
    await visit.page.reload();
    await visit.until((state) => state.settled && /^Bereitschaft/.test(state.readiness_today), 'it is German again');
    assert.equal(await shown(visit), 'de');
    await visit.page.selectOption('[data-act=language]', 'en');
    await visit.page.waitForFunction(() => document.documentElement.lang === 'en' && document.body.dataset.ready === 'yes');
    assert.match((await visit.settled()).readiness_today, /^Readiness/);
  }],
];

const kept = [
  ['without a network the page opens in German', async (visit) => {
    await visit.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await visit.context.setOffline(true);
    await visit.page.reload();
    const state = await visit.until((now) => now.settled, 'it has opened');
    assert.match(state.readiness_today, /^Bereitschaft/);
    await visit.context.setOffline(false);
  }],
];

const small = (name, viewport) => ({
  options: { ...german, viewport, colorScheme: 'light' },
  steps: [[`${name}: the parts of the screen`, async (visit) => {
    await visit.picture(`german-${name}`);
    for (const tab of ['Outlook', 'Athlete']) {
      if (!(await visit.state()).widgets[`tab.${tab}`]) continue;
      await visit.click(`tab.${tab}`);
      await visit.picture(`german-${name}-${tab.toLowerCase()}`);
    }
  }]],
});

const squad = [
  ['a squad is surveyed in German', async (visit) => {
    const lines = readFileSync(join(scenarios, 'busso_2017.csv'), 'utf8');
    await visit.drop('kader.csv', lines);
    await visit.click('learn.next-day');
    await visit.until((state) => !state.learning && state.athletes > 2 && state.settled, 'all are learned');
    while ((await visit.state()).messages.length > 0) await visit.click('message.close');
    await visit.click('survey.open');
    const { survey } = await visit.until((state) => state.survey && /\d von \d|Heute/.test(state.survey.text) && state.survey.rows.length > 2, 'the squad is surveyed');
    assert.match(survey.text, /brauchen? einen Blick$|Heute braucht niemand/);
    await visit.picture('german-squad');
  }],
];

await tell(folder, pictures, [
  { options: german, steps: desk }, { steps: chosen }, { options: { ...german, serviceWorkers: 'allow' }, steps: kept },
  small('phone', { width: 390, height: 844 }), small('landscape', { width: 844, height: 390 }), small('tablet', { width: 1024, height: 768 }),
  { options: german, steps: squad },
]);
