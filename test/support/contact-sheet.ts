import sharp from 'sharp';

const COLUMNS = 8;
const WIDTH = 320;
const HEIGHT = 480;
const GAP = 12;

/** As wide as its place, and no longer. */
async function topOf(file: string): Promise<Buffer> {
  const { data, info } = await sharp(file).resize({ width: WIDTH }).toBuffer({ resolveWithObject: true });
  const height = Math.min(info.height, HEIGHT);
  return sharp(data).extract({ left: 0, top: 0, width: WIDTH, height }).toBuffer();
}

/** All pictures small beside each other, in their order, each from its top down. `to`: a WebP file. */
export async function contactSheet(files: readonly string[], to: string): Promise<void> {
  const small = await Promise.all(files.map(topOf));
  const rows = Math.ceil(files.length / COLUMNS);
  const sheet = {
    width: COLUMNS * (WIDTH + GAP) + GAP,
    height: rows * (HEIGHT + GAP) + GAP,
    channels: 3 as const,
    background: '#888888',
  };
  const placed = small.map((input, nth) => ({
    input,
    left: GAP + (nth % COLUMNS) * (WIDTH + GAP),
    top: GAP + Math.floor(nth / COLUMNS) * (HEIGHT + GAP),
  }));
  await sharp({ create: sheet }).composite(placed).webp({ quality: 75 }).toFile(to);
}
