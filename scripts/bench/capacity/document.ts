import { drawBars } from '../bar-chart.js';
import { markdownTable } from '../pages/pages-table.js';
import type { Machine } from '../sessions/machine.js';
import { boundsOf, needOf, type Cost } from './model.js';
import { inTheMix, type CapacityResult, type Check } from './run-capacity.js';

const RATES = [100, 1000, 10_000, 100_000];

const count = (value: number): string => Math.round(value).toLocaleString('en');
const some = (value: number): string => (value < 10 ? value.toFixed(1) : count(value));
const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

const costRow = ({ title, share, each }: Cost) => ({
  request: title,
  share: percent(share),
  'web, CPU µs': count(each.webCpu),
  'Redis, CPU µs': count(Math.max(each.redisCpu, 0)),
  'Redis commands': some(Math.max(each.redisCommands, 0)),
  'MySQL, CPU µs': count(Math.max(each.mysqlCpu, 0)),
  'MySQL questions': some(Math.max(each.mysqlQuestions, 0)),
  bytes: count(each.bytes),
});

const needRow = (result: CapacityResult) => (perSecond: number) => {
  const costs = inTheMix(result);
  const need = needOf(costs, result.process, perSecond);
  const broken = boundsOf(costs, result.process).filter(({ upTo }) => upTo < perSecond);
  return {
    'requests/s': count(perSecond),
    'web processes': count(need.processes),
    'Redis primaries': count(need.shards),
    'cores of the MySQL writer': count(need.writerCores),
    'connections to MySQL': count(need.mysqlConnections),
    'connections to Redis': count(need.redisConnections),
    'Mbit/s': count(need.megabitsPerSecond),
    'has broken by then': broken.map(({ part }) => part).join(', ') || 'nothing',
  };
};

const checkRow =
  ({ predicted }: CapacityResult) =>
  ({ instances, requestsPerSecond, ...used }: Check) => ({
    'web processes': `${instances}`,
    'requests/s': count(requestsPerSecond),
    ...Object.fromEntries(
      (
        [
          ['web', 'webCpu'],
          ['Redis', 'redisCpu'],
          ['MySQL', 'mysqlCpu'],
        ] as const
      ).map(([part, name]) => [
        `${part}, CPU µs (of the model)`,
        `${count(used[name])} (${(used[name] / predicted[name]).toFixed(2)}×)`,
      ]),
    ),
  });

/** Where the time of the web processes goes, kind by kind: cost times share. */
export const chart = ({ costs }: CapacityResult): string =>
  drawBars([
    {
      title: 'CPU of the web processes in 1,000 requests of the mix, ms',
      bars: costs.map(({ title, share, each }) => {
        const value = share * each.webCpu;
        return { label: title, value, text: value.toFixed(1), isOurs: true };
      }),
    },
  ]);

/** docs/capacity.md, with the figures of one run. */
export function capacityDocument(result: CapacityResult, about: Machine): string {
  const { costs, process } = result;
  const purchase = costs.at(-1)!;
  const bounds = boundsOf(inTheMix(result), process).map(({ part, upTo, remedy }) => ({
    part,
    'is enough up to, requests/s': count(upTo),
    'what helps': remedy,
  }));
  return `# Capacity, from measured costs

*Written by \`npm run bench -- capacity\`; change \`scripts/bench/capacity\`, not this page.*

How many of each part a shop wants for so many requests a second. The model is small: what one request of each kind costs each part, times
how often it comes, times what one costs more among others than after its like (the first line of the last table). It plans parts that are three fifths busy, since visitors come in bunches, and half as many web processes again as that
takes, so that one of three zones may be lost.

## What a request costs

The mix of a usual day: 85 % catalogue, 8 % cart, 4 % account, 3 % checkout. A purchase is ${count(purchase.requests)} requests, so 1,000 requests a second
are ${some((1000 * purchase.share) / purchase.requests)} orders a second. The catalogue is warm, as it is some minutes after a start. Commands inside scripts are
counted one by one.

${markdownTable(costs.map(costRow))}

![CPU of the web processes in 1,000 requests of the mix, by kind](images/capacity.svg)

A web process to which nobody comes asks Redis ${some(process.idle.redisCommands)} and MySQL ${some(process.idle.mysqlQuestions)} things a second; busy it holds ${count(process.redisConnections)}
connections to Redis and ${count(process.mysqlConnections)} to MySQL.

## What a shop wants

A web process is one core, and what it asks of the stores by itself is counted. Redis is the one for sessions and carts; the cache is asked by processes that have just started, and after changes.

${markdownTable(RATES.map(needRow(result)))}

Reads that MySQL answers are few while the catalogue is warm, so replicas are wanted for when the writer fails and for reports, not for load: one up to
1,000 requests a second, two above it. Two workers in any case, so that one may fail; \`outbox_oldest_seconds\` says
when they fall behind.

## What breaks first

${markdownTable(bounds)}

## Checked

The mix itself, on one web process and on several, 16 visitors at once, beside what the first table adds up to. On one process a request costs
more than that, since requests of many kinds push each other out of the caches of the processor; the tables above count with it. Several web
processes share one core and its caches here, so requests a second do not grow with their number; what they cost more than one does is an upper bound of what
they would on cores of their own.

${markdownTable(result.checks.map(checkRow(result)))}

## What was set up

${about.cores} cores (${about.cpu}), ${about.memoryGb} GB, Node ${about.node}; load of the machine before the start ${about.load}. Web processes had one core, and Redis, MySQL and
the visitors the other. No balancer, no TLS, no network: what those cost comes on top, and was not measured.
Cores of another machine are faster or slower: run it there. Commit ${about.commit}, ${about.date}.
`;
}
