import type { RedisLink } from '../redis/redis-link.js';
import type { ValueStore } from '../values/value-store.js';

/** How the store of sessions and carts is. */
export abstract class StoreState {
  /** False: known to be away. Asks nothing. */
  abstract get isReady(): boolean;
  /** One round trip. Errors: UnavailableError when nothing could be kept now, also when the store hangs. */
  abstract check(): Promise<void>;
}

export class RedisState extends StoreState {
  constructor(private readonly link: RedisLink) {
    super();
  }

  get isReady(): boolean {
    return this.link.isReady;
  }

  async check(): Promise<void> {
    await this.link.run((client) => client.ping());
  }
}

export class ValueState extends StoreState {
  readonly isReady = true;

  constructor(private readonly values: ValueStore) {
    super();
  }

  /** In a cookie there is no server to ask. */
  async check(): Promise<void> {
    if (this.values.name !== 'cookie') await this.values.get('nobody');
  }
}
