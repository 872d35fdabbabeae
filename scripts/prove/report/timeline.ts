import type { Second } from '../traffic/traffic.js';
import type { FaultLine, Report } from './report.js';

const WIDTH = 1000;
const LEFT = 56;
const RIGHT = 12;
const PLOT = WIDTH - LEFT - RIGHT;
const PANEL = { height: 110, gap: 34, top: 40 };
const MOST_TICKS = 10;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800];
const MOST_BARS = 600;

interface Panel {
  title: string;
  kind: 'bar' | 'line';
  values: readonly number[];
}

/** Requests, failures and waiting second by second, with a band for each fault, as SVG. Its colours come from the page. */
export function timeline({ seconds: all, faults }: Pick<Report, 'seconds' | 'faults'>): string {
  const each = Math.ceil(all.length / MOST_BARS);
  const seconds = condensed(all, each);
  const length = Math.max(all.length, 1);
  const panels: Panel[] = [
    { title: 'Requests a second', kind: 'bar', values: seconds.map(({ requests }) => requests) },
    { title: 'Failed requests a second', kind: 'bar', values: seconds.map(({ failed }) => failed) },
    { title: 'Slowest hundredth (p99), ms', kind: 'line', values: seconds.map(({ p99 }) => p99) },
  ];
  const bottom = PANEL.top + panels.length * (PANEL.height + PANEL.gap);
  const about = faults.map(
    ({ name, from, to }) => `${name} from second ${from.toFixed(0)} to ${to.toFixed(0)}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 24}" role="img" aria-label="The run second by second: ${about.join('; ')}">
${faults.map((fault, nth) => band(fault, nth + 1, length, bottom)).join('\n')}
${panels.map((panel, nth) => draw(panel, PANEL.top + nth * (PANEL.height + PANEL.gap), length, each)).join('\n')}
${axis(length, bottom)}
</svg>`;
}

/** So many seconds become one: requests on average, p99 at its worst. */
function condensed(seconds: readonly Second[], each: number): Second[] {
  const parts = Array.from({ length: Math.ceil(seconds.length / Math.max(each, 1)) }, (_, nth) =>
    seconds.slice(nth * each, (nth + 1) * each),
  );
  const mean = (part: readonly Second[], of: (one: Second) => number) =>
    part.reduce((sum, one) => sum + of(one), 0) / part.length;
  return parts.map((part) => ({
    requests: mean(part, ({ requests }) => requests),
    failed: mean(part, ({ failed }) => failed),
    p99: Math.max(...part.map(({ p99 }) => p99)),
  }));
}

const x = (second: number, length: number): number => LEFT + (second / length) * PLOT;

function band({ from, to }: FaultLine, number: number, length: number, bottom: number): string {
  const [start, end] = [x(from, length), x(to, length)];
  const width = Math.max(end - start, 2);
  return `<rect class="band" x="${start.toFixed(1)}" y="20" width="${width.toFixed(1)}" height="${bottom - 40}"/>
<text class="mark" x="${((start + end) / 2).toFixed(1)}" y="15" text-anchor="middle">${number}</text>`;
}

function draw({ title, kind, values }: Panel, top: number, length: number, each: number): string {
  const most = Math.max(...values, 1);
  const base = top + PANEL.height;
  const y = (value: number) => (base - (value / most) * (PANEL.height - 18)).toFixed(1);
  const width = Math.max((PLOT / length) * each - 0.5, 0.5).toFixed(1);
  const bars = values.map((value, nth) =>
    value === 0
      ? ''
      : `<rect class="${title.startsWith('Failed') ? 'bad' : 'good'}" x="${x(nth * each, length).toFixed(1)}" y="${y(value)}" width="${width}" height="${(base - Number(y(value))).toFixed(1)}"/>`,
  );
  const points = values.map((value, nth) => `${x((nth + 0.5) * each, length).toFixed(1)},${y(value)}`);
  return [
    `<text class="title" x="${LEFT}" y="${top + 6}">${title}</text>`,
    `<text class="value" x="${LEFT - 6}" y="${Number(y(most)) + 4}" text-anchor="end">${Math.round(most)}</text>`,
    `<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${base}" y2="${base}"/>`,
    kind === 'bar' ? bars.join('') : `<polyline class="curve" points="${points.join(' ')}"/>`,
  ].join('\n');
}

function axis(length: number, bottom: number): string {
  const step = STEPS.find((one) => length / one <= MOST_TICKS) ?? 3600;
  const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, nth) => nth * step);
  return ticks
    .map(
      (at) =>
        `<text class="value" x="${x(at, length).toFixed(1)}" y="${bottom}" text-anchor="middle">${at} s</text>`,
    )
    .join('');
}
