// Everything a coach can save, saved for real and its content checked: save.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { tell } from './page.mjs';

const [folder, , , pictures] = process.argv.slice(2);

const week = (factor) => `[${[300, 400, 0, 350, 300, 450, 100].map((load) => Math.round(load * factor)).join(', ')}]`;
const plan = (name, factor, rest = '') => `\n[[plan]]\nname = "${name}"\nweek = ${week(factor)}\n${rest}`;
const head = (title, days) => `title = "${title}"\nathletes = ["S3.twin.json"]\nstart = 2016-04-22\ndays = ${days}\nseed = 5\n`;
const sixteenWeeks = `${head('Köln, the cup; sixteen weeks of it', 112)}
[target]
date = 2016-08-11
performance = 345
[noise]
execution = 0.1
${plan('Steady', 0.9)}${plan('Harder, then a taper', 1.1, 'taper = { days = 14, to = 0.4 }\n')}${plan('Easy', 0.6)}${plan('Block', 1)}`;
const travelled = `${head('East', 30)}
[travel]
home = { zone = "Europe/Paris" }
${plan('Flown', 1)}
[[plan.trip]]
legs = [{ from = "Europe/Paris", to = "Australia/Brisbane", depart = 2016-05-10T11:00:00, arrive = 2016-05-11T18:45:00 }]
`;

async function keep(visit, id) {
  await visit.click('save');
  const kept = await visit.download(id);
  if (kept.name.endsWith('.png')) writeFileSync(join(pictures, `kept-${id.slice(5)}-${visit.called}.png`), kept.bytes);
  return kept;
}

/// Events of a calendar, read strictly by RFC 5545.
function eventsOf(bytes) {
  const text = bytes.toString('utf8');
  assert.ok(text.endsWith('\r\n') && !/[^\r]\n|\r[^\n]/.test(text), 'lines end in CR LF');
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  const events = [];
  for (const line of text.replaceAll('\r\n ', '').trimEnd().split('\r\n')) {
    const [, name, value] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? assert.fail(line);
    if (line === 'BEGIN:VEVENT') events.push({});
    else if (events.length > 0) events.at(-1)[name] = value.replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c));
  }
  assert.equal(new Set(events.map((event) => event.UID)).size, events.length);
  return events;
}

/// What a picture shows, as the page itself reads it.
function looks(visit, bytes) {
  return visit.page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([data], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0);
    const colours = (x, y, w, h) => new Set(new Uint32Array(context.getImageData(x, y, w, h).data.buffer)).size;
    const { width, height } = picture;
    return { width, height, all: colours(0, 0, width, height), axis: colours(0, height >> 1, 60, height >> 2), dates: colours(0, height - 26, width, 22) };
  }, bytes.toString('base64'));
}

/// The pages of what is printed; a picture of it and the PDF are kept.
async function printed({ page }, name) {
  await page.emulateMedia({ media: 'print' });
  await page.locator('#summary').screenshot({ path: join(pictures, `${name}.png`) });
  await page.emulateMedia({ media: null });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  writeFileSync(join(pictures, `${name}.pdf`), pdf);
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
}

const targets = (state) => state.plans.map(({ name, shown, target }) => ({ name, shown, target: shown && target }));

let session;
let left;

const steps = [
  ['the menu opens by keys, is walked through and closed', async (visit) => {
    visit.called = 'dark';
    await visit.drop('sixteen.toml', sixteenWeeks);
    await visit.until((state) => state.settled && state.plans.length === 4, 'four plans are worked out');
    await visit.press('Control+S');
    await visit.until((state) => state.widgets['save.plans']?.value === 'on', 'the first line is lit');
    await visit.press('ArrowDown');
    await visit.until((state) => state.widgets['save.table']?.value === 'on', 'the second line is lit');
    await visit.picture('save-menu-dark');
    await visit.press('Escape');
    const { edit } = await visit.until((state) => !state.widgets['save.plans'], 'the menu is gone');
    assert.equal(edit, 'plans of sixteen.toml');
  }],
  ['by Enter the plans are kept, named after their title', async (visit) => {
    await visit.press('Control+S');
    const coming = visit.page.waitForEvent('download');
    await visit.press('Enter');
    assert.equal((await coming).suggestedFilename(), 'Köln-the-cup-sixteen-weeks-of-it.toml');
  }],
  ['a table holds the loads of the screen', async (visit) => {
    await visit.press('Alt+2');
    for (const [day, key, edit] of [['2016-05-10', 'i', /10 May/], ['2016-05-12', 't', /test on Thu 12 May/]]) {
      await visit.click(`day.${day}`);
      await visit.press(key);
      await visit.until((state) => edit.test(state.edit), `${day} is edited`);
    }
    const state = await visit.settled();
    const { name, content } = await keep(visit, 'save.table');
    assert.equal(name, 'Köln-the-cup-sixteen-weeks-of-it-Harder-then-a-taper.csv');
    const [header, ...rows] = content.trimEnd().split('\r\n').map((line) => line.split(','));
    assert.deepEqual(header, ['date', 'load [AU]', 'test', 'illness', 'event', 'sessions']);
    assert.equal(rows.length, 112);
    for (const [date, load] of rows) {
      const shown = Number(state.widgets[`day.${date}`].value);
      assert.ok(Math.abs(shown - Number(load)) <= 0.005 * shown, `${date}: ${load} and ${shown}`);
    }
    assert.ok(Math.abs(rows.reduce((sum, row) => sum + Number(row[1]), 0) - state.plans[1].total_load) < 1e-6);
    assert.deepEqual(rows.filter((row) => row[3]).map((row) => row[0]), ['2016-05-10']);
    assert.deepEqual(rows.filter((row) => row[2]).map((row) => row[0]), ['2016-05-12']);
    assert.deepEqual(rows.filter((row) => row[4]).map((row) => [row[0], row[4]]), [['2016-08-11', 'race day']]);
  }],
  ['the table comes back as the plan that it was, beside it', async (visit) => {
    const before = await visit.settled();
    const { name, content } = await keep(visit, 'save.table');
    await visit.drop(name, content);
    const back = await visit.until((state) => state.plans.length === 5 && state.settled, 'it is a plan');
    assert.deepEqual([back.messages, back.plan, back.edit], [[], 4, `plan "Harder, then a taper 2" from ${name}`]);
    assert.equal(back.plans[4].name, 'Harder, then a taper 2');
    assert.deepEqual(back.plans[4].target, before.plans[1].target);
    assert.equal((await keep(visit, 'save.table')).content, content);
    await visit.press('Control+Z');
    await visit.until((state) => state.plans.length === 4, 'one undo takes it away');
    await visit.press('Alt+2');
  }],
  ['a changed table is taken, and what does not fit is said; another unit is refused', async (visit) => {
    const rows = 'date;load [AU];test;illness;event\r\n2016-04-20;50;;;\r\n2016-04-22;12,5;;;=1+1\r\n2016-04-23;lots;;;\r\n';
    await visit.drop('spring block.csv', rows);
    const taken = await visit.until((state) => state.plans.length === 5 && state.messages.length === 1, 'it is a plan');
    assert.match(taken.messages[0].text, /^Plan "spring block" from spring block.csv:\nline 4, 23 Apr: "lots" is no load\n1 day before 22 Apr left out\n111 days are as in "Harder, then a taper"$/);
    await visit.picture('plan-from-table-dark');
    await visit.click('message.close');
    await visit.press('Control+Z');
    await visit.drop('spring block.csv', rows.replace('AU', 'TSS'));
    const refused = await visit.until((state) => state.messages.length === 1, 'it is refused');
    assert.match(refused.messages[0].text, /has loads in TSS, but the athlete's are in AU; nothing was changed/);
    assert.equal(refused.plans.length, 4);
    await visit.click('message.close');
    await visit.press('Alt+2');
  }],
  ['a calendar holds training, tests, illness and race day', async (visit) => {
    const { widgets } = await visit.state();
    const { name, bytes } = await keep(visit, 'save.calendar');
    assert.equal(name, 'Köln-the-cup-sixteen-weeks-of-it-Harder-then-a-taper.ics');
    const events = eventsOf(bytes);
    const training = events.filter((event) => event.SUMMARY.startsWith('Training'));
    const loads = Object.entries(widgets).filter(([id, { value }]) => id.startsWith('day.') && Number(value) > 0);
    assert.deepEqual(training.map((event) => event.SUMMARY), loads.map(([, { value }]) => `Training, ${value} AU`));
    const one = (summary) => events.filter((event) => event.SUMMARY === summary).map((event) => event.DTSTART);
    assert.deepEqual(one('Test'), ['20160512']);
    assert.deepEqual(one('Ill'), ['20160510']);
    assert.deepEqual(one('Köln, the cup; sixteen weeks of it'), ['20160811']);
    assert.deepEqual((await keep(visit, 'save.calendar')).bytes, bytes);
  }],
  ['pictures have the size of what they show and show it', async (visit) => {
    for (const what of ['performance', 'states', 'loads']) {
      const { name, bytes } = await keep(visit, `save.${what}`);
      assert.equal(name, `Köln-the-cup-sixteen-weeks-of-it-${what}.png`);
      const seen = await looks(visit, bytes);
      assert.equal(seen.width, 1200);
      assert.ok(seen.height > 500 && seen.height < 700, seen.height);
      assert.ok(seen.all > 50 && seen.axis > 5 && seen.dates > 5, `${what}: ${JSON.stringify(seen)}`);
    }
    const seen = await looks(visit, (await keep(visit, 'save.screen')).bytes);
    assert.deepEqual([seen.width, seen.height], [1440, 900]);
    assert.ok(seen.all > 100);
    const state = await visit.state();
    assert.ok(state.widgets['day.2016-05-10'] && state.widgets.save, 'the screen is as it was');
  }],
  ['the summary is one page, and its numbers are those of the screen', async (visit) => {
    const { page } = visit;
    const state = await visit.settled();
    await page.evaluate(() => {
      window.print = () => dispatchEvent(new Event('beforeprint'));
    });
    await visit.click('save');
    await visit.click('save.print');
    await page.waitForSelector('#summary', { state: 'attached' });
    const text = await page.textContent('#summary');
    for (const { name, likely, chance } of state.plans) {
      const [, range] = /^Likely (.*) \(90/.exec(likely);
      const row = await page.textContent(`#summary table:first-of-type tr:has(td:text-is("${name}"))`);
      assert.ok(row.includes(range) && row.endsWith(`${Math.round(100 * chance)} %`), row);
    }
    assert.equal(state.pairs.length, 3);
    for (const pair of [...state.pairs, state.pairs_basis]) assert.ok(text.includes(pair), pair);
    assert.match(text, /^S3Köln, the cup; sixteen weeks of itRace day: Thu 11 Aug 2016, aim 345 W/);
    assert.match(text, /forecast error \d+ to \d+ days ahead: \d+\.\d %/);
    const totals = await page.$$eval('#summary .weeks tr:nth-child(2) td', (cells) => cells.slice(1).map((cell) => Number(cell.textContent.replace(',', ''))));
    const total = totals.pop();
    assert.equal(totals.length, 17);
    assert.ok(Math.abs(totals.reduce((sum, each) => sum + each, 0) - total) < 10);
    assert.equal(total, Math.round(state.plans[1].total_load));
    assert.ok(await page.$eval('#summary', (made) => made.scrollWidth <= made.clientWidth), 'nothing is cut off');
    assert.equal(await printed(visit, 'summary'), 1);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.equal(await page.$('#summary'), null);
  }],
  ['the hand-out has every day of the plan on one page', async (visit) => {
    const { page } = visit;
    const { widgets } = await visit.state();
    await visit.click('save');
    await visit.click('save.handout');
    await page.waitForSelector('#summary.handout', { state: 'attached' });
    const text = await page.textContent('#summary');
    assert.match(text, /^Köln, the cup; sixteen weeks of itThu 11 Aug 2016, aim 345 WS3: Harder, then a taper, Fri 22 Apr 2016 to Thu 11 Aug 2016/);
    assert.ok(!/of 100|likely/i.test(text), 'no forecast');
    const days = await page.$$eval('#summary .calendar .day', (cells) => cells.map((cell) => [cell.textContent, cell.nextSibling.textContent]));
    assert.equal(days.length, 112);
    assert.deepEqual(days[0], ['22 Apr', String(Math.round(Number(widgets['day.2016-04-22'].value)))]);
    const noted = await page.$$eval('#summary .calendar .note', (notes) => notes.map((note) => note.textContent));
    assert.deepEqual(noted, ['ill', 'test', 'Köln, the cup; sixteen weeks of it']);
    assert.equal(await page.title(), 'S3, Köln, the cup; sixteen weeks of it');
    assert.ok(await page.$eval('#summary', (made) => made.scrollWidth <= made.clientWidth), 'nothing is cut off');
    assert.equal(await printed(visit, 'handout'), 1);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.notEqual(await page.title(), 'S3, Köln, the cup; sixteen weeks of it');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.equal(await page.$('#summary.handout'), null, 'it was for once');
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  }],
  ['a session is a file', async (visit) => {
    await visit.click('plan.2.shown');
    await visit.click('states.Form');
    await visit.click('theme');
    visit.called = 'light';
    left = await visit.settled();
    await visit.click('save');
    await visit.picture('save-menu-light');
    await visit.press('Escape');
    const { name, content } = await keep(visit, 'save.session');
    assert.equal(name, 'Köln-the-cup-sixteen-weeks-of-it.formcast.json');
    session = content;
    await keep(visit, 'save.performance');
    await keep(visit, 'save.states');
  }],
  ['flights are in the calendar, the table and the picture of the body clock', async (visit) => {
    await visit.drop('east.toml', travelled);
    await visit.until((state) => state.title === 'East' && state.widgets['chart.clock'], 'the trip is on the desk');
    const events = eventsOf((await keep(visit, 'save.calendar')).bytes);
    const flight = events.at(-1);
    assert.equal(flight.SUMMARY, 'Flight Paris to Brisbane');
    for (const what of ['Sleep', 'Seek light', 'Avoid light']) {
      assert.ok(events.some((event) => event.SUMMARY === what && / in Australia\/Brisbane\n/.test(event.DESCRIPTION)), what);
    }
    assert.deepEqual([flight.DTSTART, flight.DTEND], ['20160510T090000Z', '20160511T084500Z']);
    assert.match((await keep(visit, 'save.table')).content, /\n2016-05-10,[^\n]*,flight Europe\/Paris to Australia\/Brisbane,\r\n/);
    const seen = await looks(visit, (await keep(visit, 'save.clock')).bytes);
    assert.ok(seen.width === 1200 && seen.all > 20, JSON.stringify(seen));
    await visit.click('save');
    await visit.click('save.handout');
    await visit.page.waitForSelector('#summary.handout', { state: 'attached' });
    const text = await visit.page.textContent('#summary');
    assert.match(text, /Paris, Tue 10 May 11:00 to Brisbane, Wed 11 May 18:45/);
    const rows = await visit.page.$$eval('#summary .trip tbody tr', (lines) => lines.map((line) => [...line.cells].map((cell) => cell.textContent)));
    const after = rows.find(([day]) => day === 'Thu 12 May');
    assert.equal(after[1], 'Brisbane');
    for (const times of after.slice(2, 4)) assert.match(times, /^\d\d:\d\d to \d\d:\d\d/);
    assert.ok((await printed(visit, 'handout-trip')) <= 2);
    await visit.page.evaluate(() => dispatchEvent(new Event('afterprint')));
  }],
];

/// The same session with a twin of an earlier version.
const older = (text) => text.replace(/(\\"version\\": ?)\d+/, '$13');

const comingBack = [
  ['broken sessions report what is wrong and change nothing', async (visit) => {
    const before = await visit.settled();
    const broken = {
      'cut.formcast.json': [session.slice(0, session.length / 2), /cut off or damaged/],
      'newer.formcast.json': [session.replace('"formcast_session":1', '"formcast_session":2'), /of version 2/],
      'twinless.formcast.json': [session.replace('"twin":"{', '"twin":"['), /its athlete/],
      'older.formcast.json': [older(session), /twin version 3 comes from an older Formcast/],
      'planless.formcast.json': [session.replace(/"scenario":"/, '"scenario":"days = -1 #'), /its plans/],
    };
    for (const [name, [content, why]] of Object.entries(broken)) {
      assert.notEqual(content, session);
      await visit.drop(name, content);
      const state = await visit.until((now) => now.messages.length === 1, `${name} is refused`);
      assert.ok(state.messages[0].wrong);
      assert.match(state.messages[0].text, why);
      if (name.startsWith('cut')) await visit.picture('broken-session');
      await visit.click('message.close');
    }
    const after = await visit.settled();
    assert.deepEqual(targets(after), targets(before));
    assert.equal(after.dark, true);
  }],
  ['an older session kept in this browser is refused with a message, and the page is usable', async (visit) => {
    await visit.page.goto(new URL('licences.txt', visit.address).href); // the page itself would keep its own desk over it
    await visit.page.evaluate((text) => new Promise((resolve, reject) => {
      const opening = indexedDB.open('formcast');
      opening.onerror = reject;
      opening.onsuccess = () => {
        const transaction = opening.result.transaction(['sessions', 'desks'], 'readwrite');
        transaction.objectStore('sessions').put({ current: 'S3', sample: '' }, 'bench');
        transaction.objectStore('desks').put(text, 'S3');
        transaction.oncomplete = resolve;
      };
    }), older(session));
    visit.faults = visit.faults.filter((fault) => !/404/.test(fault)); // a text has no icon
    await visit.page.goto(visit.address);
    const state = await visit.settled();
    assert.equal(state.athlete, 'S3');
    assert.equal(state.messages.length, 1);
    assert.ok(state.messages[0].wrong);
    assert.match(state.messages[0].text, /^the session kept here, its athlete: twin version 3 comes from an older Formcast/);
    await visit.click('message.close');
  }],
  ['a session dropped in a fresh visit is fully restored', async (visit) => {
    await visit.drop('from a colleague.json', session);
    await visit.until((now) => now.title === left.title && now.settled, 'the session is back');
    await visit.show('days');
    const state = await visit.settled();
    assert.deepEqual(state.messages, []);
    assert.deepEqual(targets(state), targets(left));
    assert.deepEqual([state.plan, state.dark], [1, false]);
    assert.equal(state.widgets['states.Form'].value, 'on');
    assert.deepEqual(state.widgets['day.2016-05-10'].box, left.widgets['day.2016-05-10'].box);
    await visit.press('Control+S');
    const coming = visit.page.waitForEvent('download');
    for (let n = 0; n < 3; ++n) await visit.press('ArrowDown');
    await visit.press('Enter');
    const parts = [];
    for await (const part of await (await coming).createReadStream()) parts.push(part);
    assert.equal(Buffer.concat(parts).toString('utf8'), session);
  }],
];

const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const touched = [['a telephone: the menu is tapped, and its picture is as sharp as its screen', async (visit) => {
  const tap = async (id) => {
    const { x, y } = await visit.at(id);
    await visit.page.touchscreen.tap(x, y);
    await visit.frames(3);
  };
  await tap('save');
  await visit.picture('save-menu-phone');
  const coming = visit.page.waitForEvent('download');
  await tap('save.performance');
  const parts = [];
  for await (const part of await (await coming).createReadStream()) parts.push(part);
  const bytes = Buffer.concat(parts);
  writeFileSync(join(pictures, 'kept-performance-phone.png'), bytes);
  const seen = await looks(visit, bytes);
  assert.ok(seen.width === 780 && seen.all > 50, JSON.stringify(seen));
}]];

await tell(folder, pictures, [{ steps }, { steps: comingBack }, { options: phone, steps: touched }]);
