import { WARM_UP_VISITORS } from './heap.js';
import { advice, limitsText } from './document-texts.js';
import type { Machine } from './machine.js';
import type { Plan, SessionsResult } from './run-sessions.js';
import { lossColumns, markdownTable, sizeColumns, speedColumns } from './sessions-table.js';

/** Load up to which a machine of two cores is left to the bench. */
const QUIET = 3;
const count = (value: number): string => value.toLocaleString('en');

const stopsEarlier = ({ counts, mostOneByOne }: Omit<Plan, 'folder'>): string =>
  mostOneByOne < Math.max(...counts)
    ? '- Live heap with more sessions than the table says: where copies are written one by one it stops earlier.\n'
    : '';

/** docs/session-stores.md, with the figures of one run. */
export function document(result: SessionsResult, plan: Omit<Plan, 'folder'>, about: Machine): string {
  return `# Session stores, measured

*Written by \`npm run bench -- sessions\`; change \`scripts/bench/sessions\`, not this page.*

Sessions and carts live in the store that \`SESSION_STORE\` names. This page compares all of them in one run: what a page
costs, what a session takes, and what is lost when something dies. What each promises, and how it is built, is in
[decision 0013](decisions/0013-other-session-stores.md).

![Live heap of a web process per 100,000 sessions, and the time in which 99 of 100 product pages are answered, for each store](images/session-stores.svg)

${limitsText(result)}

## Which one

${advice(result)}

## How fast

A product page of a visitor with a session, and a click on "add to cart", over ${plan.rounds} rounds in which the stores take turns, with six
requests on the way at a time, for ${plan.seconds} seconds per store and kind. Compare the ratios: a busy
machine slows down the whole table, and the ratios less.

${markdownTable(result, speedColumns)}

## How large

A session is a visitor with a cart of five lines, added one by one, so with a journal of five changes to take back. Live heap is that of
one web process after a forced collection, with so many sessions in the store, of which ${count(plan.limits.visits)} came to the product page, spread
evenly, so often that another round changed hardly anything. At 0 it is that of a process to which ${WARM_UP_VISITORS} visitors have come, who are
not counted: the pages that it keeps anyway are there. Resident memory would hide it: V8 keeps what it once had.

${markdownTable(result, sizeColumns)}

## What is lost

Adds of one visitor that are all on the way at once, by turns to two web processes (\`memory\`: to one). Then a web process is killed
with SIGKILL whose visitors go on at another one. Then a node of the store is killed with SIGKILL, and one with the same
name takes its place, with the disk of the first where it had one.

${markdownTable(result, lossColumns)}

## What was set up

${result.stores.map(({ store, version, about: how }) => `- \`${store}\`: ${version}; ${how}.`).join('\n')}
- Sessions that were not made by visitors: a real one, made by the shop, was copied under other ids straight into the store; in Redis, MySQL and
  DynamoDB in batches, elsewhere through the store's own \`put\`. For \`memory\` a web process of the shop fills its own store in this
  way. After each filling a copy's cart is read back through the shop.
- The catalogue's cache was a Redis of its own for every store, so that the stores alone differ.
- ${about.cores} cores (${about.cpu}), ${about.memoryGb} GB, Node ${about.node}; load of the machine before the start ${about.load}${
    about.load > QUIET
      ? ' (others were using it: the times are too long, and differences under a factor of two mean nothing)'
      : ''
  }. Servers, web processes and
  the visitors shared the cores. Commit ${about.commit}, ${about.date},
  \`npm run bench -- sessions${plan.size === 'full' ? '' : ` --${plan.size}`}\`.

## What was not measured

- A network. Everything ran on one machine; between machines each round trip adds the same 0.2 to 1 ms to all but \`cookie\` and \`memory\`.
- DynamoDB itself and EFS: an emulator and a local disk say how many sessions are lost, not how fast the services are (single-digit
  milliseconds per request, and milliseconds per file operation, say their makers).
- The loss of a Redis node together with its disk. Without a replica that is every session; with one, a fail-over is tested in
  \`test/slow/redis-topologies.test.ts\`.
${stopsEarlier(plan)}- \`cookie\` by numbers of sessions: nobody but the browsers holds any, so its live heap is that of the first visitors, who came as often.
`;
}
