import { carries, type Size, SIZES, type SizeName } from './sizes.ts';

const count = new Intl.NumberFormat('en');
const cores = (cpu: number): string => `${cpu / 1024} vCPU`;
const gigabytes = (mb: number): string => `${mb / 1024} GB`;
const nodes = (node: string, replicas: number): string => `${replicas + 1} × ${node}`;

/** Rows of the table: what they show, and of a size. */
const ROWS: [string, (size: Size) => string][] = [
  [
    'web',
    ({ web }) => `${web.tasks[0]} to ${web.tasks[1]} tasks of ${cores(web.cpu)}, ${gigabytes(web.memoryMb)}`,
  ],
  ['web on machines', ({ web }) => `${web.tasks[0]} to ${web.tasks[1]} × ${web.instance}`],
  ['worker', ({ worker }) => `${worker.tasks} × ${cores(worker.cpu)}, ${gigabytes(worker.memoryMb)}`],
  ['Redis for sessions', ({ sessionRedis: { node, replicas } }) => nodes(node, replicas)],
  ['Redis for the cache', ({ cacheRedis: { node, replicas } }) => nodes(node, replicas)],
  [
    'MySQL, in two zones',
    ({ database }) =>
      `db.${database.instance}, ${database.storageGb[0]} GB, up to ${count.format(database.storageGb[1])}`,
  ],
  ['read replicas', ({ database }) => `${database.replicas} × db.${database.instance}`],
  ['NAT gateways', ({ natGateways }) => String(natGateways)],
  [
    '**requests a second**',
    (size) =>
      carries(size)
        .requestsPerSecond.map((one) => count.format(one))
        .join(' to '),
  ],
  ['**orders a second**', (size) => String(carries(size).ordersPerSecond)],
  ['**sessions with a cart**', (size) => count.format(carries(size).sessions)],
];

/** The table of docs/deploy-aws.md. */
export function sizesTable(): string {
  const names = Object.keys(SIZES) as SizeName[];
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  const rows = ROWS.map(([title, show]) => line([title, ...names.map((name) => show(SIZES[name]))]));
  return [line(['', ...names]), line(['---', ...names.map(() => '---')]), ...rows].join('\n');
}
