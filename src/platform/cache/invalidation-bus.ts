import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { RedisLink } from '../redis/redis-link.js';
import { type Announcement, Backplane } from './backplane.js';
import { Fleet, type Liveness } from './fleet.js';
import { CatchUp } from './catch-up.js';
import type { MissedChanges } from './missed-changes.js';

interface Ways {
  /** Null: every process is alone. */
  redis: RedisLink | null;
  /** Where changes are announced. */
  url: string | undefined;
  /** Where they can be looked up by who was not told. */
  missed: MissedChanges | null;
}

interface Ears {
  /** Of changes made elsewhere. */
  changed: (names: readonly string[]) => void;
  /** Nobody can say what has changed. */
  lost: () => void;
}

/** What processes tell each other: which names have changed, and what they know of already. */
export class InvalidationBus {
  private readonly log = new Logger('Cache');
  private readonly id = randomUUID();
  private readonly fleet: Fleet | null;
  private readonly backplane: Backplane | null;
  private readonly catchUp: CatchUp;

  constructor(
    { redis, url, missed }: Ways,
    private readonly ears: Ears,
  ) {
    const isTold = () => this.isTold;
    const onMissed = () => this.catchUp.miss();
    const caughtUp = () => void this.fleet?.catchUp();
    this.catchUp = new CatchUp({ ...ears, isTold, caughtUp }, missed);
    this.fleet = redis && new Fleet(redis, this.id, { isHearing: isTold, missed: onMissed });
    const heard = (announcement: Announcement) => this.hear(announcement);
    this.backplane =
      redis && url !== undefined ? new Backplane(url, { changed: heard, missed: onMissed }) : null;
  }

  /** Whether changes made elsewhere are told to this process now. */
  get isTold(): boolean {
    return this.backplane?.isHearing ?? false;
  }

  /** Whether this process knows of all changes up to a second ago, told or not. */
  get isCurrent(): boolean {
    return this.catchUp.isCurrent;
  }

  /** Tells all that these have changed. Answers the generation that begins with it; null when others may not have heard of it. */
  async tell(names: readonly string[]): Promise<number | null> {
    const generation = (await this.fleet?.announce(names)) ?? null;
    if (generation === null) this.log.warn(`could not tell others that ${names.length} values have changed`);
    return generation;
  }

  /** From now on this process counts as one that serves visitors. */
  join(): void {
    this.fleet?.join();
  }

  /** How many of the processes that serve visitors know of a generation. Null when nobody can say. */
  liveness(generation: number): Promise<Liveness | null> {
    return this.fleet?.liveness(generation) ?? Promise.resolve(null);
  }

  async close(): Promise<void> {
    this.catchUp.close();
    await this.fleet?.leave();
    await this.backplane?.close();
  }

  private hear({ from, names, generation }: Announcement): void {
    // Who makes a change has seen to it before others are told.
    if (from !== this.id) this.ears.changed(names);
    if (this.fleet?.hears(generation) === false) this.catchUp.miss();
  }
}
