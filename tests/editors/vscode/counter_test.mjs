// A real VS Code shows where counter.go keeps its storage, and follows an edit.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { withCounter } from './session.mjs';

const started = Date.now();
const step = (what) => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s  ${what}`);

const countLine = 11;
const has = (line, text) => (hints) => (hints.get(line) ?? []).includes(text);

/** Hints of counter.go as a user first sees them. */
async function checkFirstHints(bench) {
  const hints = await bench.hintsWhen(has(countLine, 'escapes to heap'), 'count escapes to heap');
  step(`hints: ${JSON.stringify([...hints].filter(([, texts]) => texts.length > 0))}`);
  assert.deepEqual(hints.get(countLine), ['escapes to heap'], 'count is the only storage of its line');
  for (const line of [6, 10, 23]) assert.ok(hints.get(line).includes('code'), `line ${line} declares a function: code`);
  assert.ok(hints.get(7).includes('rodata'), "line 7: a constant string's bytes are read-only data");
  for (const line of [12, 16]) {
    assert.ok(hints.get(line).includes('stack'), `line ${line}: the variable is on the stack`);
    assert.ok(hints.get(line).includes('escapes to heap'), `line ${line}: the closure escapes`);
  }
  assert.deepEqual(hints.get(24), ['stack', 'stack'], 'inc1 and dec1 are on the stack');
  for (const line of [1, 2, 3, 13, 20]) assert.deepEqual(hints.get(line), [], `line ${line} creates no storage`);
}

async function checkHover(bench) {
  const { text } = await bench.hover(countLine, 'count', /Segment/);
  step(`hover: ${text.replaceAll(/\s+/g, ' ')}`);
  assert.match(text, /variable\s+count/);
  assert.match(text, /escapes to heap/);
  assert.match(text, /Segment\s+heap/);
  assert.match(text, /Size\s+8 B/);
  assert.match(text, /Lifetime\s+as long as increment or decrement is reachable/);
  assert.match(text, /moved to heap: count/);
  assert.match(text, /captured by reference by increment and decrement, which counter returns/);
  await bench.page.mouse.move(900, 760);
}

/** The imported packages are compiled in the background: until then the hover says so. */
async function checkInlining(bench, work) {
  const limit = Date.now() + 60_000;
  let { text } = await bench.hover(24, 'counter', /Inlining: |at most 80 here/);
  while (/still being computed/.test(text)) {
    assert.ok(Date.now() < limit, text);
    await bench.page.mouse.move(900, 760);
    await bench.page.waitForTimeout(500);
    ({ text } = await bench.hover(24, 'counter', /Inlining: |at most 80 here/));
  }
  step(`hover on a call: ${text.replaceAll(/\s+/g, ' ')}`);
  assert.match(text, /call\s+counter — inlined/);
  assert.match(text, /Cost\s+\d+, at most 80 here/);
  await bench.screenshot(join(work, 'inlining.png'));
  await bench.page.mouse.move(900, 760);
}

/** Types until nothing assigns to count any more: the closures then copy it, and it need not outlive the call. */
async function editCounter(bench) {
  const { keyboard } = bench.page;
  await bench.goTo(17, 1);
  await keyboard.press('Control+Shift+K');
  await bench.goTo(13, 1);
  await keyboard.press('Control+Shift+K');
  for (const [line, text] of [[13, ' + 1'], [16, ' - 1']]) {
    await bench.goTo(line, 1);
    await keyboard.press('End');
    await keyboard.type(text);
  }
  await keyboard.press('Escape');
}

async function checkEditedHints(bench) {
  const hints = await bench.hintsWhen(has(countLine, 'stack'), 'after the edit, count is on the stack');
  step(`hints after the edit: ${JSON.stringify([...hints].filter(([, texts]) => texts.length > 0))}`);
  assert.deepEqual(hints.get(countLine), ['stack']);
  assert.ok(hints.get(15).includes('escapes to heap'), 'the closures still escape, one line up');
  assert.deepEqual(hints.get(22), ['stack', 'stack'], "main's hints moved with their lines");
}

async function checkExplanation(bench) {
  await bench.goTo(countLine, 5);
  await bench.command('Escapement: Where does this live?');
  const shown = bench.page.locator('.editor-instance .view-lines', { hasText: /lifetime/ });
  await shown.waitFor();
  const text = (await shown.innerText()).replaceAll('\u00a0', ' ');
  step('Where does this live? opens');
  assert.match(text, /variable count/);
  assert.match(text, /segment\s+stack/);
}

async function checkMemoryMap(bench) {
  await bench.page.locator('.tab', { hasText: 'counter.go' }).click();
  await bench.command('Escapement: Show Memory Map');
  await bench.page.locator('.quick-input-list .monaco-list-row', { hasText: /^main$/ }).click();
  await bench.page.locator('.tab.active, .tab', { hasText: 'Memory map: main' }).waitFor();
  const picture = bench.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame').locator('img');
  await picture.waitFor();
  const width = await picture.evaluate((image) => image.decode().then(() => image.naturalWidth));
  assert.ok(width > 300, `the memory map is a picture ${width} wide`);
  step('the memory map opens');
}

async function checkRestart(bench) {
  await bench.command('Escapement: Toggle Hints');
  await bench.hintsWhen((hints) => [...hints.values()].every((texts) => texts.length === 0), 'hints are off');
  await bench.command('Escapement: Toggle Hints');
  await bench.hintsWhen(has(countLine, 'stack'), 'hints are on again');
  await bench.command('Escapement: Restart Server');
  await bench.hintsWhen(has(countLine, 'stack'), 'hints are there after a restart');
  step('hints toggled, server restarted');
}

await withCounter({ width: 1280, height: 860 }, async (bench, work) => {
  step('VS Code shows counter.go');
  await checkFirstHints(bench);
  await checkHover(bench);
  await bench.screenshot(join(work, 'hints.png'));
  await checkInlining(bench, work);
  await editCounter(bench);
  await checkEditedHints(bench);
  await bench.screenshot(join(work, 'edited.png'));
  await checkExplanation(bench);
  await bench.screenshot(join(work, 'explanation.png'));
  await checkMemoryMap(bench);
  await bench.screenshot(join(work, 'memory-map.png'));
  await checkRestart(bench);
  assert.deepEqual([...bench.outside], [], 'VS Code asked for nothing outside this machine');
});
step('passed');
