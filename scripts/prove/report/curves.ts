/** What was read again and again while something went on, of each process. */
export interface Curves {
  title: string;
  lines: { name: string; points: readonly Point[] }[];
}

/** Hours since the first reading, and what was read. */
export type Point = readonly [hours: number, value: number];

const WIDTH = 1000;
const [LEFT, RIGHT, TOP, HEIGHT, FOOT] = [56, 12, 24, 150, 24];
const BASE = TOP + HEIGHT;
/** Lines that lie upon each other are told apart by their dashes. */
const DASHES = [
  ['solid', 'none'],
  ['dashed', '7 3'],
  ['dotted', '2 3'],
] as const;
const dashOf = (nth: number) => DASHES[nth % DASHES.length]!;
const MOST_POINTS = 500;
const TICKS = 8;

/** One line for each process over the same hours, from zero, as SVG. Its colours come from the page. */
export function drawCurves({ title, lines }: Curves): string {
  const all = lines.flatMap(({ points }) => points);
  const [last, most] = [reach(all, 0), reach(all, 1)];
  const place = ([hours, value]: Point) =>
    `${(LEFT + (hours / last) * (WIDTH - LEFT - RIGHT)).toFixed(1)},${(BASE - (value / most) * HEIGHT).toFixed(1)}`;
  const about = lines
    .map(({ name, points }, nth) => `${name} (${dashOf(nth)[0]}) ${ends(points)}`)
    .join(', ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${BASE + FOOT}" role="img" aria-label="${title}: ${about}">
<text class="title" x="${LEFT}" y="14">${title}: ${about}</text>
<text class="value" x="${LEFT - 6}" y="${TOP + 8}" text-anchor="end">${Math.round(most)}</text>
<text class="value" x="${LEFT - 6}" y="${BASE}" text-anchor="end">0</text>
<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${BASE}" y2="${BASE}"/>
${lines.map(({ points }, nth) => `<polyline class="curve" stroke-dasharray="${dashOf(nth)[1]}" points="${thinned(points).map(place).join(' ')}"/>`).join('\n')}
${ticks(last)
  .map(
    (hours) =>
      `<text class="value" x="${(LEFT + (hours / last) * (WIDTH - LEFT - RIGHT)).toFixed(1)}" y="${BASE + 16}" text-anchor="middle">${hours} h</text>`,
  )
  .join('')}
</svg>`;
}

const reach = (points: readonly Point[], axis: 0 | 1): number =>
  points.reduce((most, point) => Math.max(most, point[axis]), 0) || 1;

const ends = (points: readonly Point[]): string =>
  [points[0], points.at(-1)].map((point) => Math.round(point?.[1] ?? 0)).join(' to ');

function thinned(points: readonly Point[]): Point[] {
  const step = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, nth) => nth % step === 0);
}

/** Quarters of an hour, or as many of them as make a few. */
function ticks(last: number): number[] {
  const step = Math.max(0.25, Math.ceil((last * 4) / TICKS) / 4);
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, nth) => nth * step);
}
