import { keys } from '../redis/keys.js';
import type { RedisLink } from '../redis/redis-link.js';
import { formatSessionId } from './session-id.js';

const KEY = new RegExp(`^${keys.sessionPrefix}\\{([\\w-]+)\\}:([\\w-]+)$`);

interface StoredSession {
  /** As the store's `get` takes it. When the browser last got the cookie is known to the browser only. */
  id: string;
  /** The record as it stands. */
  text: string;
}

/**
 * All sessions there are, of every primary: what connect-redis offers to operators. Each walks through the whole Redis, so
 * no request may ask. Errors of all: UnavailableError.
 */
export class SessionScan {
  constructor(private readonly link: RedisLink) {}

  async ids(): Promise<string[]> {
    const ids = new Set<string>();
    for await (const names of this.pages()) for (const name of names) ids.add(idOf(name));
    return [...ids];
  }

  async all(): Promise<StoredSession[]> {
    const found = new Map<string, string>();
    for await (const names of this.pages()) {
      const texts = await this.link.run((client) => client.mGet(names));
      texts.forEach((text, nth) => text !== null && found.set(idOf(names[nth]!), text));
    }
    return Array.from(found, ([id, text]) => ({ id, text }));
  }

  /** Ends every session: their visitors are guests from their next request on, and no change under way is taken. */
  async clear(): Promise<void> {
    for await (const names of this.pages()) await this.link.run((client) => client.del(names));
  }

  private async *pages(): AsyncGenerator<string[]> {
    for await (const names of this.link.scan(`${keys.sessionPrefix}*`)) {
      const ours = names.filter((name) => KEY.test(name));
      if (ours.length > 0) yield ours;
    }
  }
}

function idOf(key: string): string {
  const [, cartId = '', sid = ''] = KEY.exec(key) ?? [];
  return formatSessionId({ sid, cartId, renewedAt: 0 });
}
