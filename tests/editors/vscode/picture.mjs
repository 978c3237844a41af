// Draws the README's picture: counter.go with its hints, and the hover of count.
import { withCounter } from './session.mjs';

const out = process.argv[2];

await withCounter({ width: 1400, height: 900 }, async (bench) => {
  await bench.hintsWhen((hints) => (hints.get(11) ?? []).includes('escapes to heap'), 'count escapes to heap');
  await bench.goTo(29, 2);
  await bench.hover(11, 'count', /Segment/);
  await bench.page.waitForTimeout(500);
  await bench.screenshot(out);
});
