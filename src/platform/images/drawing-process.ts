/**
 * A process of its own, for one drawing: reads an SVG, writes the pixels of it (RGBA, row by row). What a drawing may do to whoever draws
 * it ends here: it knows no settings, and is ended when it takes too much time or memory. What refers to other files never gets
 * this far (`assertShapesOnly`). Imports nothing of the shop, so that it starts quickly.
 *
 * Arguments: width in pixels, the colour behind it. Exit code 2: it cannot be drawn.
 */
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { renderAsync } from '@resvg/resvg-js';

const MOST_MEMORY = 384 * 2 ** 20;
const LOOK_MS = 20;
/** Behind whatever serves visitors on the same cores. */
const NICE = 10;

/** When the machine runs out of memory, this process goes first. */
function beModest(): void {
  try {
    setPriority(NICE);
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // Not every system has these; the limits below hold everywhere.
  }
}

const [, , width, background] = process.argv;
beModest();
setInterval(() => {
  if (process.memoryUsage.rss() > MOST_MEMORY) process.exit(3);
}, LOOK_MS).unref();
const svg = (await buffer(process.stdin)).toString('utf8');
const drawn = await renderAsync(svg, {
  fitTo: { mode: 'width', value: Number(width) },
  font: { loadSystemFonts: false },
  ...(background && { background }),
}).catch((error: Error) => {
  process.stderr.write(error.message);
  return null;
});
if (drawn) process.stdout.write(drawn.pixels);
else process.exitCode = 2;
