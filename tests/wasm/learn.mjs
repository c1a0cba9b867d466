// Histories with errors, learned in the page: learn.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';

import { tell } from './page.mjs';

const [folder, , , pictures] = process.argv.slice(2);

const DAYS = 48;
const day = (n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);

/// Per athlete the test and the load of each day; '' for none.
function history(athletes) {
  const rows = Object.entries(athletes).flatMap(([name, { test, load }]) =>
    Array.from({ length: DAYS }, (_, n) => [name, day(n), load(n), test(n)].join(',')));
  return `athlete,date,load,performance [W]\n${rows.join('\n')}\n`;
}
const usual = { load: (n) => 60 + 17 * (n % 5), test: (n) => (n % 4 === 0 ? 300 + ((7 * n) % 11) : '') };
/// 303 on 25 January, with a digit too many.
const mistyped = { ...usual, test: (n) => (n === 24 ? 3030 : usual.test(n)) };
const untested = { ...usual, test: () => '' };
const TYPO = /line \d+: performance 3030 W on 2024-01-25; the tests around it predict .*A mistyped digit or decimal mark\? It would be 303$/;
const WHY = /^Ben has no performance in any row; a history needs at least one test$/;

/// Drops a history and chooses when tests come; returns the state once all are learned.
async function learn(visit, name, csv) {
  await visit.drop(name, csv);
  await visit.click('learn.next-day');
  return visit.until((state) => !state.learning && !state.widgets['learn.next-day'] && state.settled, 'all are learned');
}

async function closeMessages(visit) {
  while ((await visit.state()).messages.length > 0) await visit.click('message.close');
}

const listed = (visit) => visit.page.$$eval('#twin li', (lines) => lines.map((line) => line.textContent));

const steps = [];
const step = (what, run) => steps.push([what, run]);

step('a squad: a mistyped test is shown with its likely value, and an athlete without a twin with the reason', async (visit) => {
  const state = await learn(visit, 'squad.csv', history({ Ada: mistyped, Ben: untested, Cyd: usual }));
  assert.equal(state.athlete, 'Ada');
  assert.equal(state.athletes, 2);
  assert.match(state.rows_to_look_at[0], TYPO);
  assert.match(state.rows_to_look_at[0], /^"Ada", line 26/);
  assert.match(state.rows_to_look_at[1], /^Without these rows, the twin would predict/);
  assert.equal(state.without_twin.length, 1);
  assert.match(state.without_twin[0], WHY);
  assert.equal(state.widgets['row.0'].value, state.rows_to_look_at[0]);
  assert.equal(state.widgets['twinless.0'].value, state.without_twin[0]);
  assert.deepEqual(state.messages.map((message) => message.wrong), [true, false]);
  assert.ok(state.messages[0].text.includes(state.without_twin[0]), state.messages[0].text);
  assert.ok(state.messages[1].text.includes(state.rows_to_look_at[0]), state.messages[1].text);
  await visit.frames(3);
  await visit.picture('learn-squad-dark');
  await closeMessages(visit);
  await visit.page.waitForFunction((row) => document.getElementById('twin').textContent.includes(row), state.rows_to_look_at[0]);
  assert.ok((await listed(visit)).some((line) => WHY.test(line)));
});

step('the others can be used', async (visit) => {
  await visit.click('athletes');
  await visit.click('athlete.1');
  const state = await visit.until((now) => now.athlete === 'Cyd' && now.settled, 'Cyd is on the desk');
  assert.deepEqual(state.rows_to_look_at, []);
  assert.match(state.without_twin[0], WHY);
  assert.ok(!state.widgets['row.0'] && state.widgets['twinless.0']);
  assert.equal(state.plans[0].members, 10000);
  await visit.press('r');
  assert.match((await visit.settled()).edit, /rest/);
});

step('one athlete alone with a mistyped test', async (visit) => {
  const rows = history({ Dee: mistyped }).replaceAll('Dee,', '').replace('athlete,', '');
  const state = await learn(visit, 'Dee.csv', rows);
  assert.equal(state.athlete, 'Dee');
  assert.match(state.rows_to_look_at[0], TYPO);
  assert.match(state.rows_to_look_at[0], /^line 26/);
  assert.deepEqual(state.without_twin, []);
  await closeMessages(visit);
});

step('a history without any usable athlete is refused and changes nothing', async (visit) => {
  const before = await visit.state();
  await visit.drop('nobody.csv', history({ Ben: untested }));
  const state = await visit.until((now) => now.messages.length === 1, 'it is refused');
  assert.ok(state.messages[0].wrong);
  assert.match(state.messages[0].text, /needs at least one test/);
  await closeMessages(visit);
  const after = await visit.state();
  assert.deepEqual([after.athlete, after.rows_to_look_at], [before.athlete, before.rows_to_look_at]);
});

await tell(folder, pictures, [{ steps }]);
