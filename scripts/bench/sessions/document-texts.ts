import type { SessionsResult } from './run-sessions.js';
import type { StoreName } from './store.js';

const count = (value: number): string => value.toLocaleString('en');
const mb = (value: number | null): string => `${Math.max(value ?? 0, 0).toFixed(1)} MB`;
const ended = (sessions: number | null): string =>
  sessions === null ? 'did not end' : `ended near ${count(sessions)} sessions`;

/** The problem that the shop began with, and what became of it. */
export function limitsText({ many, memoryDiesNear, classic, stores }: SessionsResult): string {
  const memory = stores.find(({ store }) => store === 'memory');
  const lines = [
    `The problem this shop began with: sessions in the memory of the web process. A bare express-session with its own
MemoryStore and five lines per cart takes ${mb(classic.mbPer100k)} per 100,000 sessions and, under a heap of 256 MB, ${ended(classic.diesNear)}.`,
    memory &&
      `\`SESSION_STORE=memory\` keeps the journal of each cart as well: ${mb(memory.heapMbPer100k)} per 100,000; it ${ended(memoryDiesNear)}.`,
    many &&
      `With sessions in Redis one web process under the same 256 MB served ${count(many.sessions)}: ${count(many.visits)} of them came to the product page, half within
${many.p50Ms.toFixed(1)} ms, 99 of 100 within ${many.p99Ms.toFixed(1)} ms, and its live heap
was ${mb(many.heapMb)} afterwards, ${mb(many.heapBeforeMb)} before. Redis held ${count(Math.round(many.redisMb))} MB.`,
  ];
  return lines.filter(Boolean).join('\n\n');
}

const WHEN: Record<StoreName, string> = {
  redis: `for every shop that can run it. The only one with atomic cart commands, live updates in open pages, and ending all of a
  customer's sessions in one step. With a replica nobody is lost with a node.`,
  memcached: `where it is there already and a lost node may cost visitors their carts. All that one visitor has is on one node, so one of
  three nodes takes a third of the visitors with it. Give it room: a full node throws sessions away.`,
  dynamodb: `on AWS, for a shop that would rather pay per request than run a server, and can wait some milliseconds longer for each page.`,
  mysql: `for a small shop that wants one service less. It adds a write per cart change to the database that takes the orders; give it a server of
  its own before that hurts.`,
  file: `where a shared file system is all there is. Many small files, several operations on them per change.`,
  cookie: `for carts of a few dozen lines at most and no server at all. Of parallel changes the last one decides, and whoever has a copy of the
  cookie stays signed in until it expires.`,
  memory: `for one instance that may forget everybody at each deployment, such as a trial. Behind a balancer it needs sticky sessions.`,
};

/** When to choose which store, with what was measured where it decides. */
export function advice({ stores }: SessionsResult): string {
  return stores
    .map(({ store, parallel, instance, node }) => {
      const lost = [
        parallel.lost > 0 && `${count(parallel.lost)} of ${count(parallel.adds)} parallel adds`,
        instance.lost > 0 && `${instance.lost} of ${instance.sessions} sessions with an instance`,
        node && node.lost > 0 && `${node.lost} of ${node.sessions} sessions with a node`,
      ].filter(Boolean);
      const sum = lost.length > 0 ? `Lost here: ${lost.join(', ')}.` : 'Lost nothing here.';
      const { refused, adds } = parallel;
      const also =
        refused > 0 ? ` Of ${count(adds)} adds at the same moment it refused ${count(refused)}.` : '';
      return `- **\`${store}\`** ${WHEN[store]} ${sum}${also}`;
    })
    .join('\n');
}
