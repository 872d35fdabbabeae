import type { Machine } from '../sessions/machine.js';
import { markdownTable, starNote, tablesOf } from './pages-table.js';
import type { PagesResult } from './run-pages.js';

/** Load up to which a machine of two cores is left to the bench. */
const QUIET = 1.5;

/** docs/page-speed.md, with the figures of one run. */
export function document(result: PagesResult, about: Machine): string {
  const { speed, cpu, steady, processes } = tablesOf(result);
  const star = starNote(result);
  return `# Page speed, measured

*Written by \`npm run bench -- pages\`; change \`scripts/bench/pages\`, not this page.*

How fast one web process of the shop answers, between two others that send the same bytes:

- **the limit**: a bare \`node:http\` server with the bytes ready. Where the shop has to know a visitor it asks Redis for one value
  (GET) before it answers, and for a change of a cart it also writes one (GET, then SET). Node can do no less.
- **the textbook**: a Nest controller, express-session with connect-redis, the cart inside the session, the shop's own templates
  rendered by Handlebars for each request with what was on the shop's pages, no database. It sends the shop's headers.

The shop is built and has everything on: sessions and carts in Redis, security headers, \`Server-Timing\`, metrics.

![Requests per second of the shop and of the textbook, as shares of the limit's, page by page](images/page-speed.svg)

## Requests per second

Of one process on one core that has no time left, 64 connections; the median of rounds in which the three take turns. Pages with a session
and the first row are not compressed, on any side.

${markdownTable(speed)}
${star ? `\n${star}\n` : ''}
## CPU per request

User and system time of the process.

${markdownTable(cpu)}

## Waiting

Requests arrive evenly at half the rate of the first table, whether or not the server keeps up, and each is timed from the moment at which
it was due. The clock that sends them ticks once a millisecond.

${markdownTable(steady)}

## The process

${markdownTable(processes)}

## What was set up

- ${about.cores} cores (${about.cpu}), ${about.memoryGb} GB, Node ${about.node}; load of the machine before the start ${about.load}${
    about.load > QUIET ? ' (others were using it: compare the ratios only)' : ''
  }. ${
    result.isPinned
      ? 'The server under test had a core to itself; the load, Redis and MySQL shared another one.'
      : 'Nothing was pinned to a core, so the load took time from the servers: the ratios are nearer to each other than they are.'
  }
- Commit ${about.commit}, ${about.date}, \`npm run bench -- pages\` (under ten minutes; \`--quick\` takes two). \`npm run bench -- pages --profile\`
  shows where the shop's time goes.
- The targets are in \`scripts/bench/pages/targets.ts\`; \`test/slow/bench-pages.test.ts\` asserts what is reached today.
`;
}
