import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { LoadLimit } from '../cache/load-limit.js';
import { programFile } from '../config/paths.js';
import { PictureRefused } from './picture-refused.js';
import { assertShapesOnly } from './shapes-only.js';

interface Size {
  width: number;
  height: number;
}

/** Pixels of a picture: `data` has red, green, blue and alpha of each, row by row. */
export interface Raster extends Size {
  data: Buffer;
}

/** The demo shop's slowest takes two seconds of a core that has nothing else to do. */
const MOST_MS = 15_000;
/** One core at most for drawing; whoever comes when so many wait already is told to come again. */
const limit = new LoadLimit(1, 20);

const PROGRAM = programFile('src/platform/images/drawing-process');

/**
 * Draws an SVG on a ground of one colour, in a process of its own: whatever is in it, this one goes on. The height may be one more or less
 * than asked for, as the drawing's shape wants it.
 * Units: pixels. Errors: PictureRefused when it is more than shapes, cannot be drawn, or takes too much; UnavailableError when too many wait.
 */
export async function rasterise(svg: string, size: Size, background: string): Promise<Raster> {
  assertShapesOnly(svg);
  return limit.run(() => draw(svg, size, background));
}

async function draw(svg: string, { width, height }: Size, background: string): Promise<Raster> {
  const child = spawn(process.execPath, [PROGRAM, String(width), background], {
    env: {},
    timeout: MOST_MS,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number | null>((resolve, reject) =>
    child.on('close', resolve).on('error', reject),
  );
  // One that ends early does not read the rest; its exit says why.
  child.stdin.on('error', () => undefined).end(svg);
  const [data, trouble, code] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended]);
  const rows = data.length / 4 / width;
  if (code === 0 && Number.isInteger(rows) && Math.abs(rows - height) <= 1)
    return { data, width, height: rows };
  throw new PictureRefused(
    `cannot be drawn (${trouble.toString().trim().slice(-300) || `ended with ${code}`})`,
  );
}
