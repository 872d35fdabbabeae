import type { RedisLink } from './redis-link.js';
import { digestOf, networkOf, TryCounter } from './try-counter.js';

const WINDOW_SECONDS = 3600;

/** Of one e-mail address, and of one address of the network within an hour. Offices share the latter. */
export interface SenderLimits {
  email: number;
  address: number;
}

/** Keeps anyone from having mails sent by the dozen, over all instances (S87): counts by who is written to and by where it is asked from. */
export class SenderTries {
  private readonly tries: TryCounter;

  /** `keyOf`: the key of one count; `whose` is a digest, or the network. */
  constructor(
    redis: RedisLink | null,
    private readonly limits: SenderLimits,
    private readonly keyOf: (by: 'email' | 'address', whose: string) => string,
  ) {
    this.tries = new TryCounter(redis, WINDOW_SECONDS);
  }

  /** Counts one; false when there were too many within an hour. */
  async count(email: string, address: string): Promise<boolean> {
    const counted = await Promise.all([
      this.tries.add(this.keyOf('email', digestOf(email)), this.limits.email),
      this.tries.add(this.keyOf('address', networkOf(address)), this.limits.address),
    ]);
    return counted.every(Boolean);
  }
}
