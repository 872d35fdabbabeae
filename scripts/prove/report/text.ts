import type { Report } from './report.js';

/** What a person at a terminal reads at the end. */
export function text({ rows, audits, totals, isKept }: Report): string {
  const found = audits.flatMap(({ name, looked, findings }) => [
    `  ${findings.length === 0 ? '✓' : '✗'} ${findings.length} ${name} (${looked})`,
    ...findings.slice(0, 10).map((one) => `      ${one}`),
  ]);
  const measured = rows.filter(({ entry }) => entry.isMet !== null);
  const lines = measured.map(
    ({ event, entry, moonshot }) =>
      `  ${entry.isMet ? '✓' : '✗'} ${event}: ${entry.found}${moonshot.isMet === null ? '' : moonshot.isMet ? ' (moonshot met)' : ' (moonshot not met)'}`,
  );
  return [
    '',
    `${totals.requests} requests in ${Math.round(totals.seconds)} s, ${totals.failed} failed`,
    'Found',
    ...found,
    'Targets',
    ...lines,
    '',
    isKept ? 'Every promise was kept.' : 'A promise was broken.',
  ].join('\n');
}
