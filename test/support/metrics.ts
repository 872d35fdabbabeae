import { Shopper } from '../../scripts/rig/shopper.js';

type Labels = Record<string, string>;

/** Metrics as they stood at one moment. */
export interface Figures {
  /** Sum of the series of that name that have at least these labels; undefined when there is none. */
  of(name: string, labels?: Labels): number | undefined;
}

const LINE = /^(\w+)(?:\{(.*)\})? (\S+)$/gm;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Reads `http://ADDRESS/metrics`, where address is host:port. Errors: when it does not answer 200. */
export async function readMetrics(address: string): Promise<Figures> {
  const answer = await new Shopper(`http://${address}`).get('/metrics');
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
  const series = Array.from(answer.text.matchAll(LINE), ([, name, labels = '', value]) => ({
    name,
    labels: Object.fromEntries(Array.from(labels.matchAll(LABEL), ([, label, of]) => [label!, of!])),
    value: Number(value),
  }));
  return {
    of(name, labels = {}) {
      const found = series.filter(
        (one) =>
          one.name === name && Object.entries(labels).every(([label, value]) => one.labels[label] === value),
      );
      return found.length === 0 ? undefined : found.reduce((sum, one) => sum + one.value, 0);
    },
  };
}

/** Where a process says that its metrics are, as host:port. */
export function metricsAddress(output: string): string {
  const address = /^metrics of process \d+ are on (\S+)$/m.exec(output)?.[1];
  if (!address) throw new Error(`no metrics in:\n${output}`);
  return address;
}
