export * from '../../scripts/rig/chances.js';

/** What differs between `npm test` and `npm run test:full`: how often and how long, never what is expected. */
export const isFull = process.env['FULL'] === '1';

/** The mutation tests ask the same tests hundreds of times, and what they look for is in every round. */
const isShort = process.env['SHORT'] === '1';

/** How often a race is run. */
export const rounds = (usual: number, { full }: { full: number }): number => {
  if (isShort) return 1;
  return isFull ? full : usual;
};

/** How many cases a property is tried on. */
export const cases = (usual: number): number => (isShort ? Math.ceil(usual / 50) : usual);

/** Seconds that one outage after the other lasts: in the full run once as long as promised, and nineteen times more. */
export const outages = (usual: number, { full }: { full: number }): number[] =>
  isFull ? [full, ...Array.from({ length: 19 }, () => usual)] : [usual];

/** A figure for the report of `npm run test:full`. */
export function figure(name: string, value: string | number): void {
  process.stdout.write(`[figure] ${name}: ${value}\n`);
}
