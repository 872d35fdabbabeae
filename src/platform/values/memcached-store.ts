import type { MemcacheClient, MultiCasRetrievalResponse } from 'memcache-client';
import { GuardedStore } from './guarded-store.js';
import { KetamaRing } from './ketama.js';
import { optionalPackage } from './optional-package.js';
import { StoreGuard } from './store-guard.js';
import type { StoredValue } from './value-store.js';

interface Node {
  client: MemcacheClient;
  guard: StoreGuard;
}

/** Longer lives are told to memcached as a time of day. */
const MOST_SECONDS = 30 * 24 * 3600;

/**
 * Several memcached nodes; each key lives on one of them. A node that does not answer takes its share with it: the keys
 * of that share are "away", at once and not after a time-out each, until the node or its successor answers under the same
 * name, empty. They do not move to the other nodes meanwhile: two instances that disagree about who is dead would each
 * have a cart of their own, and old values would come back with the node.
 */
export class MemcachedStore extends GuardedStore {
  readonly name = 'memcached';
  /** An item has at most 1 MB together with its key and head. */
  readonly maxBytes = 1_000_000;
  readonly promises = {
    sharedByInstances: true,
    survivesInstance: true,
    survivesStoreNode:
      'the share of visitors on a lost node is lost: nothing is copied, nothing written to disk',
    parallelAddsCompose: true,
    revocation: true,
    expiry: 'up to two seconds late, never early; a node that is full throws values away before their time',
  } as const;
  private readonly ring: KetamaRing;
  private readonly nodes = new Map<string, Node>();

  constructor(
    private readonly address: { nodes: readonly string[]; tls: boolean },
    deadlineMs?: number,
  ) {
    super(deadlineMs);
    this.ring = new KetamaRing(address.nodes);
  }

  async open(): Promise<void> {
    const { MemcacheClient } = await optionalPackage('memcache-client', () => import('memcache-client'));
    const times = { connectTimeout: this.deadlineMs, cmdTimeout: this.deadlineMs };
    const tls = this.address.tls ? { tls: {} } : {};
    for (const server of this.address.nodes) {
      const client = new MemcacheClient({ server, ...times, ...tls, noDelay: true });
      this.nodes.set(server, { client, guard: new StoreGuard(`memcached ${server}`, this.deadlineMs) });
    }
  }

  async close(): Promise<void> {
    for (const { client } of this.nodes.values()) client.shutdown();
  }

  protected override guardOf(key: string): StoreGuard {
    return this.nodeOf(key).guard;
  }

  protected override async read(key: string, lifeMs?: number): Promise<StoredValue | null> {
    const command = lifeMs === undefined ? `gets ${key}` : `gats ${expiryOf(lifeMs)} ${key}`;
    const found = await this.nodeOf(key).client.cmd<MultiCasRetrievalResponse<string>>(command);
    const value = found[key];
    return value ? { text: value.value, version: String(value.casUniq) } : null;
  }

  protected override replace(key: string, text: string, expected: string | null, lifeMs: number) {
    const { client } = this.nodeOf(key);
    const options = { lifetime: expiryOf(lifeMs) };
    return expected === null
      ? isStored(client.add(key, text, options), 'NOT_STORED')
      : isStored(client.cas(key, text, { ...options, casUniq: expected }), 'EXISTS', 'NOT_FOUND');
  }

  protected override async remove(key: string): Promise<void> {
    await isStored(this.nodeOf(key).client.delete(key), 'NOT_FOUND');
  }

  private nodeOf(key: string): Node {
    const node = this.nodes.get(this.ring.nodeOf(key));
    if (!node) throw new TypeError('the store is not open');
    return node;
  }
}

/** False when the server refuses with one of `refusals`, which the client throws as errors. */
async function isStored(answer: Promise<unknown>, ...refusals: string[]): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    if (refusals.includes((error as Error).message)) return false;
    throw error;
  }
}

/** memcached's clock ticks once a second, and a life of one second may end with the next tick: one more is never early. */
function expiryOf(lifeMs: number): number {
  const seconds = Math.ceil(lifeMs / 1000) + 1;
  return seconds <= MOST_SECONDS ? seconds : Math.ceil(Date.now() / 1000) + seconds;
}
