// An athlete's own files in the page: import.mjs PAGE-FOLDER FORMCAST SCENARIOS PICTURES
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tell } from './page.mjs';

const [folder, formcast, , pictures] = process.argv.slice(2);
const place = mkdtempSync(join(tmpdir(), 'formcast-import-'));

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let n = 0; n < 8; ++n) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/// A zip of stored files, from their names to texts.
function zip(files) {
  const local = [], central = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text), called = Buffer.from(name);
    const facts = Buffer.alloc(26); // version needed to length of the extra field
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(called.length, 22);
    const at = Buffer.alloc(14);
    at.writeUInt32LE(offset, 10);
    local.push(Buffer.from('PK\x03\x04', 'latin1'), facts, called, bytes);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, at, called);
    offset += 4 + facts.length + called.length + bytes.length;
  }
  const directory = Buffer.concat(central), count = Object.keys(files).length;
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/// Five weeks of sessions on days up to the 12th of months, so that no date tells whether the day or the month is first.
const sheet = ['date,duration (min),RPE', ...[1, 2, 3].flatMap((month) => [2, 3, 5, 8, 9, 11].map((day) =>
  `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/2026,${40 + 5 * day},${2 + (day + month) % 6}`))].join('\n');
const wellness = ['date,restingHR,hrv,sleepSecs', ...Array.from({ length: 40 }, (_, n) =>
  `${new Date(Date.UTC(2026, 0, 2 + n)).toISOString().slice(0, 10)},${50 + n % 5},${70 + n % 9},${27000 + 60 * n}`)].join('\n');
const KIM = join(place, 'kim.zip');
writeFileSync(KIM, zip({ 'export/sessions.csv': `${sheet}\n`, 'export/wellness.csv': `${wellness}\n`, 'export/broken.fit': 'no ride' }));

const read = (visit) => visit.until((state) => state.import?.read, 'the files are read');

const steps = [];
const step = (what, run) => steps.push([what, run]);
let before;

step('a zip opens the dialog: what is in it, what is broken, what is asked', async (visit) => {
  before = await visit.settled();
  await visit.dropFiles(KIM);
  const state = await read(visit);
  assert.equal(state.import.title, 'One question, then kim can be learned');
  assert.deepEqual(state.import.questions, ['Is 02/01/2026 the 2nd of January or the 1st of February?']);
  assert.equal(state.import.learn, 'One question open');
  const left = state.import.files.find(({ name }) => name === 'Left out');
  assert.match(left.line, /^broken\.fit: /);
  assert.equal(state.import.history, '');
  await visit.frames(3);
  await visit.picture('import-question-dark');
});

step('an answer reads it again, and the history is that of formcast intake, byte for byte', async (visit) => {
  await visit.click('import.question.0');
  await visit.until((state) => state.import?.read && state.import.asks_rest, 'days without a session are asked about');
  await visit.click('import.rest.yes');
  const state = await visit.until((now) => now.import?.read && !now.import.asks_rest, 'the history is made');
  assert.match(state.import.history, /^69 days, 18 sessions, 0 tests$/);
  assert.equal(state.import.learn, 'No test yet');
  const { name, content } = await visit.download('import.save');
  assert.equal(name, 'kim.history.csv');
  const zone = await visit.page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const out = join(place, 'out');
  mkdirSync(out);
  const run = spawnSync(formcast, ['intake', KIM, '--dates', 'day-first', '--missing-days', 'rest', '--zone', zone, '-o', out], { encoding: 'utf8' });
  assert.match(run.stdout, /wrote .*kim\.history\.csv/, run.stderr);
  assert.equal(content, readFileSync(join(out, name), 'utf8'));
});

step('tests are typed, and the button says what it waits for', async (visit) => {
  await visit.click('import.test.add');
  await visit.type('import.test.0.date', '2026-02-08');
  await visit.type('import.test.0.value', '301');
  await visit.until((state) => state.import.asks_timing, 'the timing is asked');
  await visit.click('import.timing.next-day');
  const state = await visit.until((now) => now.import.learn === 'Learn kim', 'it can be learned');
  assert.equal(state.import.title, 'kim can be learned');
  assert.match(state.import.history, /1 test$/);
});

step('Esc leaves everything as it was', async (visit) => {
  await visit.page.locator('#screen').focus();
  for (let n = 0; n < 2 && (await visit.state()).import; ++n) await visit.press('Escape'); // the first leaves the field
  const after = await visit.until((state) => !state.import, 'the dialog is gone');
  for (const what of ['athlete', 'plans', 'edit', 'messages']) assert.deepEqual(after[what], before[what], what);
});

step('a history chosen in the dialog is asked about where it can be seen', async (visit) => {
  await visit.click('import.open');
  await visit.until((state) => state.import, 'the dialog is open');
  const days = Array.from({ length: 28 }, (_, n) => `2024-02-${String(n + 1).padStart(2, '0')},${50 + 10 * (n % 5)},${n % 5 === 0 ? 300 + n : ''}`);
  await visit.drop('mine.csv', `date,load,performance\n${days.join('\n')}\n`);
  const state = await visit.until((now) => now.widgets['learn.next-day'], 'the timing is asked for');
  assert.equal(state.import, undefined, 'and the dialog does not hide it');
  await visit.click('learn.cancel');
});

step('from a folder of exports to a plan in five clicks, without typing', async (visit) => {
  let clicks = 0;
  const click = (id) => { ++clicks; return visit.click(id); };
  await click('import.open');
  await click('import.demo');
  const state = await read(visit);
  assert.ok(state.import.files.some(({ name, files }) => name === 'FIT' && files === '4 files'));
  await visit.frames(3);
  await visit.picture('import-demonstration-dark');
  await click('import.rest.yes');
  await visit.until((now) => now.import.read && !now.import.asks_rest, 'the history is made');
  await visit.picture('import-history-dark');
  await click('import.timing.next-day');
  await click('import.learn');
  const learned = await visit.until((now) => now.athlete === 'kim' && now.settled, 'kim is on the desk');
  assert.equal(clicks, 5);
  assert.ok(!learned.import);
  assert.ok(learned.plans.length >= 1 && learned.plans.every((plan) => plan.members === 10000 && plan.likely));
  assert.deepEqual(learned.without_twin, []);
  await visit.picture('import-plan-dark');
});

/// A laboratory's own sheet of tests, of which one heading is known, on days of the sessions above; and a list of a coach's.
const lab = ['Datum;P_mittel;Gew.;Bem.', ...[[2, 1, 291], [9, 1, 296], [2, 2, 301], [9, 2, 305], [2, 3, 309]].map(([day, month, watts], n) =>
  `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/2026;${watts};7${n % 2},4;Halle`)].join('\n');
const LEA = join(place, 'lea.zip'), MAX = join(place, 'max.zip');
writeFileSync(LEA, zip({ 'export/sessions.csv': `${sheet}\n`.replaceAll(/^(\d\d)\/(\d\d)\/2026/gm, '2026-$2-$1') }));
writeFileSync(join(place, 'lab tests.csv'), `${lab}\n`);
writeFileSync(MAX, zip({
  'export/sessions.csv': `${sheet}\n`.replaceAll(/^(\d\d)\/(\d\d)\/2026/gm, '2026-$2-$1'),
  'export/tests.csv': 'date,performance [W]\n2026-01-01,291\n2026-02-02,301\n2026-03-15,309\n',
}));

/// What the command writes of the same files.
async function ofTheCommand(visit, name, ...words) {
  const zone = await visit.page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const out = mkdtempSync(join(place, 'out-'));
  const run = spawnSync(formcast, ['intake', ...words, '--athlete', name, '--missing-days', 'rest', '--zone', zone, '-o', out], { encoding: 'utf8' });
  assert.match(run.stdout, /wrote /, run.stdout + run.stderr);
  return readFileSync(join(out, `${name}.history.csv`), 'utf8');
}

const choose = async (visit, column, meaning) => {
  await visit.click(`import.column.${column}`);
  await visit.click(`import.column.${column}.${meaning}`);
  await visit.until((state) => state.import.read, 'the rows are understood again');
};
let toml;

step('an unknown table is shown with its rows, and its columns are explained', async (visit) => {
  await visit.dropFiles(LEA, join(place, 'lab tests.csv'));
  const state = await read(visit);
  assert.equal(state.import.table.file, 'lab tests.csv');
  assert.deepEqual(state.import.table.columns.map(({ heading, meaning }) => [heading, meaning]),
    [['Datum', 'Date'], ['P_mittel', 'Leave out'], ['Gew.', 'Leave out'], ['Bem.', 'Leave out']]);
  await choose(visit, 1, 'test');
  await visit.type('import.column.1.unit', 'W');
  await choose(visit, 2, 'body_mass');
  const asked = await visit.until((now) => now.import.table.question.startsWith('Is 02/01/2026'), 'the order of dates is asked');
  assert.equal(asked.import.table.question, 'Is 02/01/2026 the 2nd of January or the 1st of February?');
  assert.match(asked.import.table.evidence, /Day first, 5 of 5 fall on a day with a session; month first, \d of 5\./);
  await visit.frames(3);
  await visit.picture('import-table-dark');
  await visit.click('import.table.answer.0');
  const last = await visit.until((now) => now.import.table.question === 'Is this what the columns mean?', 'all is said');
  assert.deepEqual(last.import.table.columns.map(({ understood }) => understood), ['2 January 2026', '291 W', '70.4 kg', '']);
});

step('what it means is saved as the command takes it, and read so', async (visit) => {
  const saved = await visit.download('import.table.save');
  assert.equal(saved.name, 'lab tests.intake.toml');
  toml = join(place, saved.name);
  writeFileSync(toml, saved.content);
  await visit.click('import.table.take');
  await visit.until((state) => state.import.read && !state.import.table && state.import.asks_rest, 'it is read');
  await visit.click('import.rest.yes');
  await visit.until((state) => state.import.read && state.import.asks_timing, 'the tests are there');
  const { name, content } = await visit.download('import.save');
  assert.equal(content, await ofTheCommand(visit, name.replace('.history.csv', ''), LEA, join(place, 'lab tests.csv'), '--map', toml));
  await visit.click('import.timing.next-day');
  await visit.click('import.learn');
  const learned = await visit.until((now) => !now.import && now.settled && now.plans?.length >= 1 && now.athlete === name.replace('.history.csv', ''), 'a plan is on the desk');
  assert.ok(learned.plans.every((plan) => plan.likely));
});

step('the next file with these headings is read so without a question', async (visit) => {
  writeFileSync(join(place, 'march.csv'), 'Datum;P_mittel;Gew.;Bem.\n11/03/2026;315;70,1;\n');
  await visit.dropFiles(LEA, join(place, 'march.csv'));
  const state = await read(visit);
  assert.equal(state.import.table, null);
  assert.match(state.import.history, /1 test\b/);
  await visit.click('import.close');
  await visit.until((now) => !now.import, 'the dialog is gone');
});

step('a list of tests inside a zip, as the command reads it', async (visit) => {
  await visit.dropFiles(MAX);
  await read(visit);
  await visit.click('import.rest.yes');
  const state = await visit.until((now) => now.import?.read && !now.import.asks_rest, 'the history is made');
  assert.match(state.import.history, /^74 days, 18 sessions, 3 tests$/);
  const { content } = await visit.download('import.save');
  assert.equal(content, await ofTheCommand(visit, 'max', MAX));
  await visit.click('import.close');
});

step('a mapping that is dropped with its table answers for it', async (visit) => {
  await visit.page.reload();
  await visit.settled();
  await visit.dropFiles(LEA, join(place, 'lab tests.csv'), toml);
  const state = await visit.until((now) => now.import?.read && !now.import.table, 'the table is read');
  assert.match(state.import.history, /5 tests/);
  assert.ok(state.import.files.some(({ name }) => name === 'Mapping of a table'));
});

await tell(folder, pictures, [{ steps }]);
