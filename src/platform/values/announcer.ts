import { Logger } from '@nestjs/common';
import type { LiveMessage } from '../live/live-message.js';
import { keys } from '../redis/keys.js';
import type { RedisLink } from '../redis/redis-link.js';

/** Tells open pages of changes in a store of values, as far as there is a Redis to carry the word; nobody waits for it. */
export class Announcer {
  private readonly log = new Logger(Announcer.name);

  constructor(private readonly link: RedisLink | null) {}

  say(message: LiveMessage): void {
    const text = JSON.stringify(message);
    this.link
      ?.run((client) => client.publish(keys.liveChannel, text))
      .catch((error: Error) => this.log.warn(`open pages were not told: ${error.message}`));
  }
}
