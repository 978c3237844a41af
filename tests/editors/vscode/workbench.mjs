// What a person does and sees in VS Code's window, by keyboard, mouse and the page's text.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const patience = 30_000;
const nothingOutside = '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1';

/** Blanks in the editor are no-break spaces, and hints carry zero-width ones. */
const plain = (text) => text.replaceAll(/[\u200b\u200c\u200d\u2060\ufeff]/g, '').replaceAll('\u00a0', ' ').trim();

export class Workbench {
  #browser;
  /** Hosts outside this machine that the page asked for. */
  outside = new Set();

  static async open({ tools, chromium, url, folder, width, height, scale = 1 }) {
    const { chromium: launcher } = createRequire(join(tools, 'package.json'))('playwright-core');
    const bench = new Workbench();
    bench.#browser = await launcher.launch({
      executablePath: chromium,
      headless: true,
      timeout: patience,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', nothingOutside],
    });
    bench.page = await bench.#browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale, reducedMotion: 'reduce' });
    bench.page.setDefaultTimeout(patience);
    bench.page.on('request', (request) => {
      const asked = new URL(request.url());
      if (asked.protocol.startsWith('http') && asked.hostname !== '127.0.0.1') bench.outside.add(asked.hostname);
    });
    await bench.page.goto(`${url}/?folder=${encodeURIComponent(folder)}`, { waitUntil: 'domcontentloaded' });
    await bench.page.locator('.monaco-workbench .part.statusbar').waitFor();
    return bench;
  }

  async openFile(name) {
    await this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first().dblclick();
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator('.editor-instance .monaco-editor .view-line').first().waitFor();
  }

  /** Puts the cursor at a line and column (from 1; a tab counts as four columns). */
  async goTo(line, column) {
    const input = this.page.locator('.quick-input-widget');
    await this.page.keyboard.press('Control+G');
    await input.locator('input:visible').waitFor();
    await input.locator('input:visible').fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Runs a command of the palette by its title. */
  async command(title) {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input:visible');
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** The hints that are seen in the active editor: texts by line number. */
  async hints() {
    const lines = await this.page.evaluate(() => {
      const editor = document.querySelector('.editor-group-container.active .editor-instance .monaco-editor');
      const numbers = [...editor.querySelectorAll('.margin-view-overlays .line-numbers')];
      const at = new Map(numbers.map((number) => [number.parentElement.style.top, Number(number.textContent)]));
      return [...editor.querySelectorAll('.view-lines .view-line')].map((line) => [
        at.get(line.style.top),
        [...line.querySelectorAll('span[class*="dyn-rule"]')].map((hint) => hint.textContent),
      ]);
    });
    return new Map(lines.map(([line, texts]) => [line, texts.map(plain).filter((text) => text !== '')]));
  }

  /** The hints as soon as `wanted` holds for them; an error that shows them where it never does. */
  async hintsWhen(wanted, what) {
    const end = Date.now() + patience;
    for (;;) {
      const hints = await this.hints();
      if (wanted(hints)) return hints;
      if (Date.now() > end) throw new Error(`${what} does not hold for the hints ${JSON.stringify([...hints])}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** Where a word of a line stands on the page. */
  async placeOf(line, word) {
    const box = await this.page.evaluate(
      ([wantedLine, wantedWord]) => {
        const editor = document.querySelector('.editor-group-container.active .editor-instance .monaco-editor');
        const number = [...editor.querySelectorAll('.line-numbers')].find((one) => Number(one.textContent) === wantedLine);
        const row = [...editor.querySelectorAll('.view-line')].find((one) => one.style.top === number.parentElement.style.top);
        const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const start = node.data.indexOf(wantedWord);
          if (start < 0) continue;
          const range = document.createRange();
          range.setStart(node, start);
          range.setEnd(node, start + wantedWord.length);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x, y, width, height };
        }
        return null;
      },
      [line, word],
    );
    if (box === null) throw new Error(`no '${word}' on line ${line}`);
    return box;
  }

  /** Moves the mouse onto a word of a line and returns the hover's text. Hints that arrive meanwhile move the word, so it is tried again. */
  async hover(line, word, expected) {
    const hover = this.page.locator('.monaco-hover:not(.hidden)', { hasText: expected }).first();
    const attempts = 6;
    for (let attempt = 1; ; ++attempt) {
      const box = await this.placeOf(line, word);
      await this.page.mouse.move(box.x + box.width / 2, box.y + 200);
      await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 6 });
      try {
        await hover.waitFor({ timeout: 8000 });
        return { text: plain(await hover.innerText()), box: await hover.boundingBox() };
      } catch (error) {
        if (attempt === attempts) throw error;
      }
    }
  }

  /** Drags the upper edge of the hover that is shown up by some pixels, to see more of it. */
  async growHover(pixels) {
    const { x, y, width } = await this.page.locator('.monaco-hover:not(.hidden)').first().boundingBox();
    await this.page.mouse.move(x + width / 2, y + 20, { steps: 4 });
    await this.page.mouse.move(x + width / 2, y, { steps: 4 });
    await this.page.mouse.down();
    await this.page.mouse.move(x + width / 2, y - pixels, { steps: 8 });
    await this.page.mouse.up();
    await this.page.mouse.move(x + width / 2, y + 40, { steps: 4 });
  }

  async screenshot(path) {
    await this.page.screenshot({ path });
  }

  async close() {
    await this.#browser?.close();
  }
}
