import { MATRIX } from './matrix.js';
import { DEPENDENCIES } from './troubles.js';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The tables of docs/resilience.md: one for each dependency, a row for each part of the shop. */
export function resilienceTables(): string {
  return DEPENDENCIES.map((dependency) => {
    const head = ['part', 'dead or frozen', '500 ms slower'];
    const rows = Object.entries(MATRIX).map(([part, cells]) => {
      const entry = cells[dependency];
      const [away, slow] = 'says' in entry ? [entry, entry] : [entry.away, entry.slow];
      return row([part, away.says, slow.says]);
    });
    return [`## ${dependency}`, '', row(head), row(head.map(() => '---')), ...rows].join('\n');
  }).join('\n\n');
}
