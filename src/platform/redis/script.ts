import { createHash } from 'node:crypto';
import type { RedisCommands } from './redis-commands.js';

/** A Lua script: Redis runs it as one step, so nothing can come between its reads and its writes. */
export class RedisScript {
  private readonly sha: string;

  constructor(private readonly source: string) {
    this.sha = createHash('sha1').update(source).digest('hex');
  }

  /** Runs the script by its hash; a Redis that does not know it yet is sent the source. Returns Redis' raw reply. */
  async run(client: RedisCommands, keys: string[], values: (string | number)[]): Promise<unknown> {
    const options = { keys, arguments: values.map(String) };
    try {
      return await client.evalSha(this.sha, options);
    } catch (error) {
      if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
      return client.eval(this.source, options);
    }
  }
}
