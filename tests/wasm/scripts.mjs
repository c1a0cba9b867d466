// Names in the scripts of the world, on the screen, in text fields, files and print: scripts.mjs PAGE-FOLDER FORMCAST SCENARIOS
// PICTURES. The fonts are those that tools/setup installs.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { tell } from './page.mjs';
import { decode } from './png.mjs';

const [folder, , , pictures] = process.argv.slice(2);

const NAMES = ['Łucja Żółć', 'محمد علي', '张伟', '😀😎'];
const day = (n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
const history = `athlete,date,load,performance [W]\n${NAMES.flatMap((name) => Array.from({ length: 40 }, (_, n) =>
  [name, day(n), 60 + 17 * (n % 5), n % 4 === 0 ? 300 + ((7 * n) % 11) : ''].join(','))).join('\n')}\n`;

// In pairs of as many letters: where none of them is known, the two look alike.
const PAIRS = [['Łąć', 'Żęś'], ['Čáp', 'Řád'], ['İğş', 'Ğıç'], ['Лев', 'Жук'], ['Αλφ', 'Γωψ'], ['سارة', 'نورة'], ['נועה', 'דוید'],
  ['李娜', '王芳'], ['さくら', 'ひかり'], ['민준', '서연'], ['अर्जुन', 'कविता'], ['😀😎', '😇😐']];
const plans = `title = "پاییز 秋"\nathletes = ["x"]\nstart = ${day(40)}\ndays = 14\nseed = 1\n[target]\ndate = ${day(53)}\n${PAIRS.flat().map((name) =>
  `[[plan]]\nname = "${name}"\n[[plan.block]]\nweeks = 2\nweek = [50, 50, 50, 50, 50, 50, 50]\n`).join('')}`;

const counted = () => {
  window.measured = 0;
  const { measureText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.measureText = function measure(text) {
    ++window.measured;
    return measureText.call(this, text);
  };
};

/// The dots of a widget that stands on a plain ground: how far each is from the colour of the first.
async function dots(visit, id) {
  const { box } = (await visit.until((state) => state.widgets[id], `${id} is there`)).widgets[id];
  const [x, y, right, bottom] = box.map(Math.round);
  const { rgb } = decode(await visit.page.screenshot({ clip: { x, y, width: right - x, height: bottom - y } }));
  return Array.from({ length: rgb.length / 3 }, (_, at) => Math.abs(rgb[3 * at + 1] - rgb[1]));
}

async function rename(visit) {
  await visit.click('plan.0');
  await visit.press('F2');
  await visit.page.waitForFunction(() => document.activeElement.id === 'text-input');
  await visit.page.keyboard.press('Control+A');
}

async function renamed(visit, name) {
  await visit.until((state) => state.widgets['plan.rename']?.value === name, `the field holds ${name}`);
  await visit.page.keyboard.press('Enter', { delay: 40 });
  const state = await visit.until((now) => !now.widgets['plan.rename'] && now.settled, 'Enter keeps it');
  assert.equal(state.plans[state.plan].name, name);
}

const steps = [
  ['nothing is drawn by the browser while nothing foreign is on the screen', async (visit) => {
    assert.equal(await visit.page.evaluate(() => window.measured), 0);
  }],
  ['athletes are learned and listed by their names', async (visit) => {
    await visit.drop('squad.csv', history);
    await visit.click('learn.next-day');
    const state = await visit.until((now) => !now.learning && now.athletes === NAMES.length && now.settled, 'all are learned');
    assert.equal(state.athlete, NAMES[0]);
    await visit.click('athletes');
    await visit.frames(3);
    await visit.picture('scripts-athletes-dark');
    assert.ok((await visit.page.evaluate(() => window.measured)) > 0);
    await visit.click('athlete.1');
    await visit.until((now) => now.athlete === NAMES[1] && now.settled, 'another is on the desk');
  }],
  ['no two names of plans look alike, and all are in the table for screen readers', async (visit) => {
    await visit.drop('plans.toml', plans);
    const state = await visit.until((now) => now.settled && now.plans.length === 2 * PAIRS.length, 'the plans are there');
    assert.deepEqual(state.plans.map((plan) => plan.name), PAIRS.flat());
    await visit.page.mouse.move(700, 300);
    await visit.page.setViewportSize({ width: 1440, height: 2600 }); // the tables of all of them
    await visit.frames(6);
    for (const [p, pair] of PAIRS.entries()) {
      if (p === 0) continue; // its first plan is lit
      const [one, other] = [await dots(visit, `plan.${2 * p}`), await dots(visit, `plan.${2 * p + 1}`)];
      assert.ok(one.filter((dot) => dot > 60).length > 20, `${pair[0]} is drawn`);
      const differ = one.filter((dot, at) => Math.abs(dot - other[at]) > 60).length;
      assert.ok(differ > 15, `${pair} differ in ${differ} dots`);
    }
    await visit.picture('scripts-plans-dark');
    await visit.page.setViewportSize({ width: 1440, height: 900 });
    await visit.frames(6);
    await visit.page.waitForFunction((names) => names.every((name) => document.getElementById('numbers').textContent.includes(name)), PAIRS.flat());
  }],
  ['a plan is renamed in Arabic, and the saved file has it', async (visit) => {
    await rename(visit);
    await visit.page.keyboard.insertText('خطة الربيع');
    assert.ok(await visit.page.$eval('#text-input', (field) => getComputedStyle(field).opacity === '1'));
    await visit.frames(3);
    await visit.picture('scripts-field-dark');
    await renamed(visit, 'خطة الربيع');
    await visit.click('save');
    const { content } = await visit.download('save.plans');
    for (const name of ['خطة الربيع', ...PAIRS.flat().slice(1)]) assert.ok(content.includes(`name = "${name}"`), name);
    assert.ok(content.includes('پاییز 秋'));
  }],
  ['an input method composes a name, and letters that only it has are typed between others', async (visit) => {
    const method = await visit.context.newCDPSession(visit.page);
    await rename(visit);
    await method.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    await visit.until((state) => state.widgets['plan.rename']?.value === 'にほ', 'what is composed is shown');
    await method.send('Input.insertText', { text: '日本' });
    await visit.page.keyboard.type(' 2');
    await visit.page.keyboard.press('ArrowLeft');
    await visit.page.keyboard.insertText('😎');
    await renamed(visit, '日本 😎2');
  }],
  ['what is printed has the names', async (visit) => {
    await visit.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const text = await visit.page.textContent('#summary');
    for (const name of [NAMES[1], '日本 😎2', ...PAIRS.flat().slice(1)]) assert.ok(text.includes(name), name);
    await visit.page.emulateMedia({ media: 'print' });
    await visit.page.locator('#summary').screenshot({ path: join(pictures, 'scripts-summary.png') });
    await visit.page.emulateMedia({ media: null });
    await visit.page.evaluate(() => dispatchEvent(new Event('afterprint')));
  }],
  ['so has the hand-out, as a PDF with fonts of its own', async (visit) => {
    await visit.page.evaluate(() => { window.print = () => dispatchEvent(new Event('beforeprint')); });
    await visit.click('save');
    await visit.click('save.handout');
    await visit.page.waitForSelector('#summary.handout', { state: 'attached' });
    const text = await visit.page.textContent('#summary');
    for (const name of [NAMES[1], '日本 😎2', 'پاییز 秋']) assert.ok(text.includes(name), name);
    const pdf = await visit.page.pdf({ preferCSSPageSize: true });
    writeFileSync(join(pictures, 'scripts-handout.pdf'), pdf);
    assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1);
    assert.ok(pdf.toString('latin1').match(/\/FontFile2|\/Type3|\/FontFile3/g).length >= 3, 'Latin, Arabic and Chinese');
    await visit.page.evaluate(() => dispatchEvent(new Event('afterprint')));
  }],
];

const tall = { viewport: { width: 1440, height: 1400 } }; // for the list of plans
await tell(folder, pictures, [{ options: tall, before: [counted], steps }]);
