// Drives the page as a user would: opens it in Chromium, moves the real pointer, presses real keys, drops real files.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const require = createRequire(fileURLToPath(new URL('../package.json', import.meta.url)));
const { chromium } = require('playwright-core');

/// Serves a folder as tools/view does; { address, stop }.
export async function serve(folder) {
  const script = fileURLToPath(new URL('../../wasm/serve.mjs', import.meta.url));
  const server = spawn(process.execPath, [script, folder, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [address] = await once(createInterface(server.stdout), 'line');
  return { address, stop: () => server.kill() };
}

export async function openBrowser() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync'],
  });
}

/// In the page: the state of the screen once there is one and it was drawn again since frame `seen`; or soon, as not all of it is
/// drawn. As text, of which Chromium makes far less work than of an object with hundreds of parts.
async function nextState(seen) {
  const soon = performance.now() + 50;
  do await new Promise(requestAnimationFrame);
  while (performance.now() < soon && (!document.body.dataset.ready || window.formcast.drawn() === seen));
  if (document.body.dataset.ready === 'failed') return { fault: document.getElementById('fault').textContent };
  return document.body.dataset.ready ? { drawn: window.formcast.drawn(), state: window.formcast.stateText() } : null;
}

/// The page of one user, with its errors and every address it requests.
export class Visit {
  /// `before`: functions that run in the page before anything of it does. The page does without its service worker unless that is
  /// what is tested: it costs a second a visit. `rest` [ms]: how long the new window is left alone before, as Chromium loads a page
  /// of its own into each, with a core for two seconds.
  static async begin(browser, address, { before = [], rest = 0, ...options } = {}) {
    const usual = { viewport: { width: 1440, height: 900 }, colorScheme: 'dark', serviceWorkers: 'block' };
    const context = await browser.newContext({ ...usual, ...options });
    for (const script of before) await context.addInitScript(script);
    const visit = new Visit();
    visit.context = context;
    visit.address = address;
    visit.faults = [];
    visit.asked = [];
    visit.page = await context.newPage();
    visit.page.on('pageerror', (error) => visit.faults.push(error.message));
    visit.page.on('console', (message) => message.type() === 'error' && visit.faults.push(message.text()));
    context.on('request', (request) => visit.asked.push(request.url()));
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    await visit.page.goto(address);
    await visit.until((state) => state.settled, 'the first athlete is worked out');
    return visit;
  }

  async state() {
    return JSON.parse(await this.page.evaluate(() => window.formcast.stateText()));
  }

  /// Waits for a state of the screen, never for time; returns that state.
  async until(holds, what) {
    const end = Date.now() + 60_000;
    let seen, state;
    do {
      const now = await this.page.evaluate(nextState, seen).catch(() => null);
      assert.ok(!now?.fault, `the page gave up: ${now?.fault}`);
      seen = now?.drawn;
      state = now && JSON.parse(now.state);
      if (state && holds(state)) return state;
    } while (Date.now() < end);
    const { widgets, ...rest } = state ?? {};
    throw new Error(`timeout: ${what}; the screen says ${JSON.stringify(rest)}; widgets ${Object.keys(widgets ?? {})}; faults ${this.faults}`);
  }

  settled(what = 'all plans are worked out') {
    return this.until((state) => state.settled, what);
  }

  /// Shows the plan as bars of days, or as weeks.
  async show(view) {
    if ((await this.state()).widgets[`view.${view}`]?.value === 'off') await this.click(`view.${view}`);
  }

  /// Where a widget is: its middle, or a part of the way across and down.
  async at(id, across = 0.5, down = 0.5) {
    if (/^((day|week)\.\d|states\.)/.test(id)) await this.show('days');
    if (/^(cell|row|sums)\./.test(id)) await this.show('weeks');
    const { widgets } = await this.until((state) => state.widgets[id], `${id} is on the screen`);
    const by = await this.page.$eval('#screen', (canvas) => canvas.getBoundingClientRect().width / canvas.clientWidth);
    const [left, top, right, bottom] = widgets[id].box.map((at) => at * by);
    return { x: left + across * (right - left), y: top + down * (bottom - top) };
  }

  /// Moves the pointer onto a widget. A window that has just opened may still move.
  async point(id) {
    let on;
    for (let to = await this.at(id); to.x !== on?.x || to.y !== on?.y; to = await this.at(id)) {
      on = to;
      await this.page.mouse.move(on.x, on.y);
      await this.frames(2);
    }
  }

  async click(id) {
    await this.point(id);
    await this.page.mouse.down();
    await this.frames(2);
    await this.page.mouse.up();
    await this.frames(3);
  }

  /// How many pixels would differ if the screen were drawn whole, not only where it changed. Of a screen at rest: while
  /// frames still differ, more is computed or laid out.
  staleDots() {
    return this.page.evaluate(() => {
      const gl = document.getElementById('screen').getContext('webgl2');
      if (!gl) return 0;
      const across = gl.drawingBufferWidth;
      const down = gl.drawingBufferHeight;
      const now = performance.now(); // one moment, as reading the dots takes long
      const draw = (whole) => {
        window.formcast.drawNow(whole, now);
        const dots = new Uint8Array(4 * across * down);
        gl.readPixels(0, 0, across, down, gl.RGBA, gl.UNSIGNED_BYTE, dots);
        return new Uint32Array(dots.buffer);
      };
      const others = (a, b) => a.reduce((count, dot, at) => count + (dot !== b[at] ? 1 : 0), 0);
      for (let n = 0; n < 4; ++n) window.formcast.drawNow(false); // ImGui shows changes a frame or two later
      let [before, inParts] = [draw(false), draw(false)];
      for (let n = 0; n < 20 && others(before, inParts) > 0; ++n) [before, inParts] = [inParts, draw(false)];
      return others(inParts, draw(true));
    });
  }

  async drag(from, to, steps = 6) {
    await this.page.mouse.move(from.x, from.y);
    await this.frames(2);
    await this.page.mouse.down();
    await this.frames(2);
    await this.page.mouse.move(to.x, to.y, { steps });
    await this.frames(3);
    await this.page.mouse.up();
    await this.frames(3);
  }

  async press(keys) {
    await this.page.locator('#screen').focus();
    await this.page.keyboard.press(keys, { delay: 40 });
    await this.frames(3);
  }

  /// Types into a field of the screen in place of what it holds.
  async type(id, text) {
    await this.click(id);
    await this.page.keyboard.press('Control+A', { delay: 40 });
    await this.frames(2);
    if (text === '') await this.page.keyboard.press('Delete', { delay: 40 });
    await this.page.keyboard.type(text, { delay: 5 });
    await this.until((state) => state.widgets[id]?.value === text, `${id} holds ${text}`);
  }

  frames(count) {
    return this.page.evaluate(async (wanted) => {
      const begin = window.formcast.drawn();
      while (window.formcast.drawn() < begin + wanted) {
        window.formcast.wake(wanted);
        await new Promise(requestAnimationFrame);
      }
    }, count);
  }

  /// Serious faults that axe-core finds in the page around the canvas, as it is now.
  async axeFaults() {
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await this.page.evaluate(() => window.axe.run());
    return violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ id, help }) => `${id}: ${help}`);
  }

  /// A file dropped on the page.
  async drop(name, content) {
    const data = await this.page.evaluateHandle(([file, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], file));
      return transfer;
    }, [name, content]);
    await this.page.dispatchEvent('#screen', 'drop', { dataTransfer: data });
    await this.frames(3);
  }

  /// Files of this machine dropped on the page as a user drops them: the browser passes them on without reading them.
  async dropFiles(...paths) {
    await this.page.evaluate(() => {
      const input = Object.assign(document.createElement('input'), { type: 'file', id: 'dropped', hidden: true, multiple: true });
      document.getElementById('dropped')?.remove();
      document.body.append(input);
    });
    await this.page.setInputFiles('#dropped', paths);
    await this.page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      for (const file of document.getElementById('dropped').files) dataTransfer.items.add(file);
      document.getElementById('screen').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
  }

  /// The file saved by a click: its name, and its content as bytes and as text.
  async download(id) {
    const coming = this.page.waitForEvent('download');
    await this.click(id);
    const download = await coming;
    const stream = await download.createReadStream();
    const parts = [];
    for await (const part of stream) parts.push(part);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(parts), content: Buffer.concat(parts).toString('utf8') };
  }

  /// There were no errors, and nothing but the page itself was requested.
  async end() {
    assert.deepEqual(this.faults, []);
    for (const url of this.asked) assert.ok(url.startsWith(this.address) || url.startsWith('data:') || url.startsWith('blob:'), url);
    await this.context.close();
  }
}

/// Tells a story: its parts one after another, each a visit of its own with steps in order. A part is { options, before,
/// steps: [[what holds, async (visit) => ...]] }; a step's visit has `picture(name)`. Ends the process.
export async function tell(folder, pictures, parts) {
  mkdirSync(pictures, { recursive: true });
  const server = await serve(folder);
  const browser = await openBrowser();
  let visit;
  let failed = 0;
  try {
    for (const { options, before, steps } of parts) {
      visit = await Visit.begin(browser, server.address, { before, ...options });
      visit.picture = (name) => visit.page.screenshot({ path: join(pictures, `${name}.png`) });
      for (const [what, run] of steps) {
        await run(visit);
        assert.equal(await visit.staleDots(), 0, `after "${what}" the screen is stale`);
        console.log(`ok  ${what}`);
      }
      await visit.end();
    }
  } catch (error) {
    console.error(error);
    await visit?.picture('failed').catch(() => {});
    failed = 1;
  } finally {
    await browser.close();
    server.stop();
  }
  process.exit(failed);
}
