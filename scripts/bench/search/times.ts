export interface Times {
  what: string;
  count: number;
  p50: number;
  p95: number;
}

type Work = (text: string) => Promise<unknown>;

/** How long `work` takes for each of `texts`, one after the other. Milliseconds. */
export async function timesOf(what: string, texts: readonly string[], work: Work): Promise<Times> {
  const times: number[] = [];
  for (const text of texts) times.push(await timeOf(text, work));
  return summed(what, times);
}

/** Two works in turn, so that what the machine does besides meets both. */
export async function bothTimesOf(
  what: string,
  texts: readonly string[],
  work: Work,
  whatElse: string,
  other: Work,
): Promise<[Times, Times]> {
  const [times, others] = [[] as number[], [] as number[]];
  for (const text of texts) {
    times.push(await timeOf(text, work));
    others.push(await timeOf(text, other));
  }
  return [summed(what, times), summed(whatElse, others)];
}

async function timeOf(text: string, work: Work): Promise<number> {
  const started = performance.now();
  await work(text);
  return performance.now() - started;
}

function summed(what: string, times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { what, count: sorted.length, p50: at(0.5), p95: at(0.95) };
}

/** One line each, for people. */
export function timesTable(all: readonly Times[]): string {
  const width = Math.max(...all.map(({ what }) => what.length));
  const line = (what: string, cells: readonly string[]) =>
    [what.padEnd(width), ...cells.map((cell) => cell.padStart(8))].join('  ');
  const rows = all.map(({ what, count, p50, p95 }) =>
    line(what, [String(count), p50.toFixed(1), p95.toFixed(1)]),
  );
  return [line('', ['searches', 'p50 ms', 'p95 ms']), ...rows].join('\n');
}

/** What was promised and is not so; empty when all is well. */
export function brokenPromises(all: readonly Times[]): string[] {
  const find = (what: string) => all.find((one) => one.what === what)!;
  const [fresh, again, like] = [find('results, new'), find('results, repeated'), find('LIKE, new')];
  return [
    ...all
      .filter(({ what, p95 }) => what.startsWith('results') && p95 > 100)
      .map(({ what, p95 }) => `${what}: p95 ${p95.toFixed(1)} ms, above 100`),
    ...all
      .filter(({ what, p95 }) => what.startsWith('suggestions') && p95 > 50)
      .map(({ what, p95 }) => `${what}: p95 ${p95.toFixed(1)} ms, above 50`),
    ...(again.p50 * 3 > fresh.p50 ? ['a repeated search is not three times as fast as a new one'] : []),
    ...(fresh.p50 > like.p50 ? ['a new search is slower than one LIKE over the titles'] : []),
  ];
}
