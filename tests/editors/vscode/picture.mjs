// Draws the README's picture: counter.go with its hints, and the hover of count.
import { withCounter } from './session.mjs';

const out = process.argv[2];

// Room above the first line, so that the hover fits above count and covers none of the hints below.
const settings = {
  'editor.padding.top': 140,
  'editor.lineHeight': 22,
  'editor.renderLineHighlight': 'none',
  'editor.cursorBlinking': 'solid',
  'breadcrumbs.enabled': false,
};

await withCounter({ width: 1280, height: 900, settings }, async (bench) => {
  await bench.page.keyboard.press('Control+B'); // hides the side bar
  await bench.hintsWhen((hints) => (hints.get(11) ?? []).includes('escapes to heap'), 'count escapes to heap');
  await bench.hover(11, 'count', /Segment/);
  await bench.growHover(100);
  await bench.page.waitForTimeout(500);
  await bench.screenshot(out);
});
