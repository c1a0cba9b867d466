// Every athlete's desk is found again as it was left: desks.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { changed, choose, closeMessages, day, history, learn, since } from './athletes.mjs';
import { tell } from './page.mjs';

const [folder, formcast, scenarios, pictures] = process.argv.slice(2);

const loads = (state) => state.plans.map((plan) => plan.total_load);
const begins = (state) => Math.min(...Object.keys(state.widgets).filter((id) => /^day\.\d/.test(id)).map((id) => Date.parse(id.slice(4))));

/// Waits until everything is kept that was edited.
const kept = (visit) => visit.page.waitForFunction(() => window.formcast?.allKept(), null, { polling: 200 });

let ada, cyd;
const steps = [
  ['athletes that are learned join, and the sample leaves', async (visit) => {
    assert.equal((await visit.state()).athletes, 1);
    const state = await learn(visit, 'squad.csv', history(48, 'Ada', 'Ben', 'Cyd'));
    assert.equal(state.athletes, 3);
    assert.equal(state.athlete, 'Ada');
    await closeMessages(visit);
  }],
  ['choosing another athlete keeps the plans, and undo', async (visit) => {
    await visit.press('ArrowRight');
    await visit.press('r');
    ada = await visit.settled();
    assert.match(ada.edit, /rest/);
    const other = await choose(visit, 'Cyd', 2);
    assert.equal(other.edit, 'opened');
    await visit.press('r');
    await visit.press('+');
    cyd = await visit.settled();
    const back = await choose(visit, 'Ada', 0);
    assert.deepEqual([back.edit, loads(back)], [ada.edit, loads(ada)]);
    await visit.press('Control+z');
    const undone = await visit.settled();
    assert.equal(undone.edit, 'opened');
    assert.notDeepEqual(loads(undone), loads(ada));
    await visit.press('Control+y');
    assert.deepEqual(loads(await visit.settled()), loads(ada));
  }],
  ['all athletes side by side, who needs a look first; from a row to the desk and back', async (visit) => {
    const before = await visit.state();
    await visit.click('survey.open');
    const state = await visit.until((now) => /need|Nobody/.test(now.widgets.survey?.value ?? ''), 'all were looked at');
    assert.deepEqual(state.survey.rows.map((row) => row.athlete).sort(), ['Ada', 'Ben', 'Cyd']);
    for (const id of ['race', 'expected', 'gain', 'next', 'since']) assert.notEqual(state.widgets[`survey.0.${id}`].value, '');
    assert.match(state.widgets['survey.0.since'].value, /^\d+ d$/);
    await visit.picture('desks-survey-dark');
    await visit.page.waitForFunction(() => document.querySelectorAll('#numbers tr').length === 4);
    assert.match(await visit.page.textContent('#numbers tr:nth-of-type(2)'), new RegExp(`^${state.survey.rows[0].athlete}`), 'for screen readers');
    const benAt = state.survey.rows.findIndex((row) => row.athlete === 'Ben');
    assert.equal(state.widgets[`survey.${benAt}.chance`].value, 'no aim');
    await visit.click(`survey.${benAt}.chance`);
    await visit.type('survey.aim', '305,5');
    await visit.click('survey.aim.keep');
    const aimed = await visit.until((now) => now.survey.rows.length === 3 && Object.entries(now.widgets).some(([id, { value }]) => /^survey\.\d\.chance$/.test(id) && /^\d+ of 100$/.test(value)), 'Ben has an aim');
    assert.equal(aimed.athlete, 'Ada', 'who stays on the desk');
    const cydAt = aimed.survey.rows.findIndex((row) => row.athlete === 'Cyd');
    await visit.click(`survey.${cydAt}`);
    const there = await visit.until((now) => !now.survey && now.athlete === 'Cyd' && now.settled, 'Cyd is on the desk');
    assert.deepEqual([there.edit, loads(there)], [cyd.edit, loads(cyd)]);
    await visit.click('survey.open');
    await visit.until((now) => now.survey?.rows.length === 3, 'the rows are there at once');
    const { survey } = await visit.state();
    const ada = survey.rows.findIndex((row) => row.athlete === 'Ada');
    for (let n = 0; n < 3; ++n) await visit.press('ArrowUp');
    for (let n = 0; n < ada; ++n) await visit.press('ArrowDown');
    await visit.press('Enter');
    const back = await visit.until((now) => !now.survey && now.athlete === 'Ada' && now.settled, 'Ada is on the desk again');
    assert.deepEqual([back.edit, loads(back)], [before.edit, loads(before)]);
  }],
  ['a reload brings all of them back', async (visit) => {
    await kept(visit);
    await visit.page.reload();
    const state = await visit.until((now) => now.settled && now.athletes === 3, 'all are back');
    assert.deepEqual([state.athlete, state.edit, loads(state)], ['Ada', ada.edit, loads(ada)]);
    const other = await choose(visit, 'Cyd', 2);
    assert.deepEqual([other.edit, loads(other)], [cyd.edit, loads(cyd)]);
    await visit.press('Control+z');
    assert.match((await visit.settled()).edit, /rest/);
    await choose(visit, 'Ada', 0);
  }],
  ['an edit is kept where the page is reloaded or closed at once', async (visit) => {
    const edited = async (leave) => {
      await kept(visit);
      const before = await visit.state();
      await visit.press('+');
      const { edit } = await visit.until((state) => state.edit !== before.edit, 'it is edited');
      await leave();
      const after = await visit.until((state) => state.settled && state.athletes === 3, 'it is open again');
      assert.equal(after.edit, edit);
      await visit.press('Control+z');
      assert.deepEqual(loads(await visit.settled()), loads(before));
    };
    await edited(() => visit.page.reload());
    await edited(async () => {
      await visit.page.close();
      visit.page = await visit.context.newPage();
      await visit.page.goto(visit.address);
    });
  }],
  ['plans opened from a file can be undone', async (visit) => {
    const plans = `title = "Autumn"\nathletes = ["x"]\nstart = ${day(48)}\ndays = 20\nseed = 1\n[target]\ndate = ${day(67)}\n[[plan]]\nname = "Only"\n[[plan.block]]\nweeks = 3\nweek = [50, 50, 50, 50, 50, 50, 50]\n`;
    await visit.drop('autumn.toml', plans);
    const opened = await visit.until((state) => state.settled && (state.title === 'Autumn' || state.messages.length > 0), 'the plans are on the desk');
    assert.deepEqual(opened.messages, []);
    await visit.press('Control+z');
    assert.deepEqual(loads(await visit.settled()), loads(ada));
  }],
  ['seven more days move the border and keep the plans, which can be undone', async (visit) => {
    await visit.show('days');
    const before = await visit.state();
    await visit.drop('week.csv', since(48, history(55, 'Ada'))); // without the days that are known, and nothing is asked
    const state = await visit.until((now) => !now.learning && now.messages.length > 0 && now.settled, 'they are joined to the record');
    assert.equal(state.athlete, 'Ada');
    assert.equal(state.athletes, 3);
    assert.equal(state.target_date, before.target_date);
    assert.ok(loads(state)[0] < loads(before)[0], 'seven days of the plan are over');
    assert.equal(begins(state) - begins(before), 7 * 86_400_000);
    const message = state.messages.find((one) => one.text.startsWith('Ada: 7 more days'));
    assert.match(message.text, /^Ada: 7 more days in the record; the plans go on from /);
    await visit.picture('desks-moved-dark');
    while (!(await visit.state()).widgets['message.undo']) await visit.click('message.close');
    await visit.click('message.undo');
    const back = await visit.until((now) => now.settled && loads(now)[0] === loads(before)[0], 'the plans are as they were');
    assert.deepEqual([back.edit, back.target_date], [before.edit, before.target_date]);
    await closeMessages(visit);
  }],
  ['a record that plans cannot follow is asked about', async (visit) => {
    await learn(visit, 'short.csv', history(40, 'Ada'));
    const asked = await visit.until((state) => state.widgets['replace.keep'], 'the page asks');
    assert.match(asked.widgets['replace.keep'].value, /^Ada: its record ends on .*, the one here on /);
    await visit.picture('desks-asks-dark');
    await visit.click('replace.keep');
    assert.deepEqual(loads(await visit.settled()), loads(ada));
    await closeMessages(visit);
    await learn(visit, 'short.csv', history(40, 'Ada'));
    await visit.click('replace.begin');
    const fresh = await visit.until((state) => state.settled && state.edit === 'opened', 'new plans');
    assert.notEqual(fresh.target_date, ada.target_date);
    while (!(await visit.state()).widgets['message.undo']) await visit.click('message.close');
    await visit.click('message.undo');
    assert.deepEqual(loads(await visit.until((now) => now.settled && now.edit === ada.edit, 'the old ones')), loads(ada));
  }],
  ['days done otherwise than planned stand beside the plan, and a test that surprises is named', async (visit) => {
    await visit.show('days');
    const before = await visit.state();
    const eased = changed(55, (n, { load }) => (n < 48 ? {} : { load: 0.7 * load, test: n === 52 ? 30.4 : '' }), 'Ada', 'Ben');
    const state = await learn(visit, 'squad.csv', eased);
    const message = state.messages.find((one) => one.text.startsWith('Ada: 7 more days'));
    assert.match(message.text, /\. \d+ of \d+ AU planned were done\. 30\.40 W on Thu 22 Feb is lower than the \d+(\.\d)? to \d+(\.\d)? W expected/);
    assert.match(message.text, /May be mistyped: performance 30\.4 W on 2024-02-22/);
    assert.equal(state.news.length, 2);
    assert.equal(state.widgets['news.0'].value, state.news[0]);
    await closeMessages(visit);
    const planned = before.widgets[`day.${day(50)}`].value;
    assert.match(state.widgets[`done.${day(50)}`].value, new RegExp(`^planned ${planned} AU, done \\d+(\\.\\d+)? AU$`));
    assert.equal(state.widgets[`done.${day(47)}`], undefined, 'nothing was planned for it');
    assert.ok(state.widgets['phase.0'], 'the structure of the plan stands above the bars');
    await visit.picture('desks-done-days-dark');
    await visit.press('w');
    const weeks = await visit.until((now) => now.widgets['chart.weeks'], 'the calendar is there');
    assert.match(weeks.widgets[`done.week.${day(49)}`].value, /^\d+ of \d+ AU$/);
    assert.ok(weeks.weeks[0].planned > weeks.weeks[0].total, 'less was done');
    await visit.picture('desks-done-weeks-dark');
  }],
  ['today is set, and kept', async (visit) => {
    const before = await visit.state();
    await visit.click('today');
    await visit.type('today.date', day(70));
    await visit.click('today.keep');
    const state = await visit.until((now) => now.today === day(70), 'today is another day');
    assert.deepEqual(loads(state), loads(before), 'days before it count as planned');
    await visit.picture('desks-today-dark');
    await visit.click('today');
    await visit.type('today.date', day(20));
    await visit.click('today.keep');
    const refused = await visit.until((now) => now.widgets['today.fault'], 'it is in the record');
    assert.match(refused.widgets['today.fault'].value, /^Today is from .*, the day after the record, to race day/);
    await visit.click('today.cancel');
    await kept(visit);
    await visit.page.reload();
    await visit.until((now) => now.settled && now.today === day(70), 'it is kept');
    await visit.click('today');
    await visit.type('today.date', '');
    await visit.click('today.keep');
    await visit.until((now) => now.today === before.today, 'as this device has it');
  }],
  ['the plan is laid on from what was done, which can be undone', async (visit) => {
    const before = await visit.state();
    await visit.click('plan.on');
    const state = await visit.until((now) => now.settled && /^planned on/.test(now.edit), 'it is laid on');
    assert.match(state.edit, /^planned on from 25 Feb: next week \d+ in place of \d+ AU/);
    assert.ok(loads(state)[0] < loads(before)[0]);
    assert.equal(state.target_date, before.target_date);
    assert.equal(state.widgets['plan.on.said'].value, state.edit);
    await visit.picture('desks-planned-on-dark');
    await visit.press('Control+z');
    assert.deepEqual(loads(await visit.settled()), loads(before));
    await visit.press('Control+y');
    assert.deepEqual(loads(await visit.settled()), loads(state));
    await visit.click('survey.open');
    const { survey, widgets } = await visit.until((now) => /need|Nobody/.test(now.widgets.survey?.value ?? ''), 'all were looked at');
    const at = survey.rows.findIndex((row) => row.athlete === 'Ada');
    assert.match(widgets[`survey.${at}.against`].value, /^\d+(\.\d)? W below$/);
    assert.match(survey.rows[at].why, /^30\.4 W on 22 Feb: far below forecast$/);
    await visit.picture('desks-survey-news-dark');
    await visit.click('survey.leave');
    await visit.until((now) => !now.survey && now.athlete === 'Ada' && now.settled, 'the desk is there');
  }],
  ['of two tabs the second says so, and takes over; done days and news are kept', async (visit) => {
    const left = await visit.state();
    await kept(visit);
    const mine = visit.page;
    visit.page = await visit.context.newPage();
    await visit.page.goto(visit.address);
    const state = await visit.until((now) => now.settled && now.athletes === 3, 'the second tab has the athletes');
    assert.equal(state.athlete, 'Ada');
    assert.deepEqual([state.edit, loads(state), state.news, state.weeks], [left.edit, loads(left), left.news, left.weeks]);
    assert.ok(state.weeks[0].planned > state.weeks[0].total);
    await visit.page.waitForSelector('#notice:not([hidden])');
    assert.match(await visit.page.textContent('#notice'), /open in another tab, which keeps the plans/);
    await visit.picture('desks-second-tab-dark');
    await visit.page.click('#notice button');
    await mine.waitForSelector('#notice:not([hidden])');
    assert.match(await mine.textContent('#notice'), /Another tab has taken over/);
    await kept(visit);
    assert.ok(await visit.page.isHidden('#notice'));
    await mine.close();
  }],
  ['an athlete is removed from this device, which can be undone; then nothing of them is kept', async (visit) => {
    const remove = async () => {
      await visit.click('athletes');
      await visit.click('athlete.remove');
      await visit.click('remove.keep');
      return visit.until((now) => now.settled && now.athletes === 2 && now.athlete === 'Ben', 'Ada is gone');
    };
    const before = await visit.state();
    await visit.click('athletes');
    await visit.click('athlete.remove');
    await visit.picture('desks-remove-dark');
    await visit.click('remove.cancel');
    assert.equal((await visit.state()).athletes, 3);
    const gone = await remove();
    assert.match(gone.messages.at(-1).text, /^Ada is removed from this device$/);
    await visit.click('message.undo');
    const back = await visit.until((now) => now.athletes === 3 && now.settled, 'Ada is back');
    await choose(visit, 'Ada', 0);
    assert.deepEqual(loads(await visit.state()), loads(before));
    assert.equal(back.athletes, 3);
    await remove();
    await kept(visit);
    await visit.page.reload();
    const state = await visit.until((now) => now.settled && now.athletes === 2, 'the others are here');
    assert.equal(state.athlete, 'Ben');
    const names = await visit.page.evaluate(() => new Promise((resolve) => {
      const opening = indexedDB.open('formcast');
      opening.onsuccess = () => {
        const asked = opening.result.transaction('desks').objectStore('desks').getAllKeys();
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
      };
    }));
    assert.deepEqual(names.sort(), ['Ben', 'Cyd']);
  }],
];

/// Forty twins, made of one.
const place = mkdtempSync(join(tmpdir(), 'formcast-desks-'));
process.on('exit', () => rmSync(place, { recursive: true }));
const forty = [
  ['a reload keeps forty of forty', async (visit) => {
    writeFileSync(join(place, 'h.csv'), history(48, 'S'));
    execFileSync(formcast, ['calibrate', join(place, 'h.csv'), '--timing', 'next-day', '-o', place], { stdio: ['ignore', 'ignore', 'inherit'] });
    const twin = readFileSync(join(place, 'S.twin.json'), 'utf8');
    const paths = Array.from({ length: 40 }, (_, n) => join(place, `${n}.twin.json`));
    paths.forEach((path, n) => writeFileSync(path, twin.replace('"athlete": "S"', `"athlete": "S${n + 1}"`)));
    await visit.dropFiles(...paths);
    await visit.until((state) => state.athletes === 40 && state.settled, 'all are here');
    const there = () => visit.page.evaluate(() => new Promise((resolve) => {
      const opening = indexedDB.open('formcast');
      opening.onsuccess = () => {
        const asked = opening.result.transaction('desks').objectStore('desks').count();
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
      };
    }));
    for (const end = Date.now() + 60_000; (await there()) < 40 && Date.now() < end;) await visit.page.waitForTimeout(200); // frames would put keeping off
    await visit.page.reload();
    const state = await visit.until((now) => now.athletes === 40 && now.settled, 'all are back');
    assert.equal(state.athlete, 'S1');
  }],
];

const unkept = [
  ['where nothing can be kept the page says so, works, and offers the session', async (visit) => {
    await visit.page.waitForSelector('#notice:not([hidden])');
    assert.match(await visit.page.textContent('#notice'), /^This browser does not keep the plans/);
    await visit.press('r');
    assert.match((await visit.settled()).edit, /rest/);
    const coming = visit.page.waitForEvent('download');
    await visit.page.click('#notice button');
    assert.match((await coming).suggestedFilename(), /\.formcast\.json$/);
  }],
];
const noStore = () => {
  IDBFactory.prototype.open = () => { throw new DOMException('The user denied permission to access the database.', 'SecurityError'); };
};

await tell(folder, pictures, [{ steps }, { steps: forty }, { steps: unkept, before: [noStore] }]);
