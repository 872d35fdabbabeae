import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { keys } from '../redis/keys.js';
import type { RedisLink } from '../redis/redis-link.js';
import { CACHE_REDIS } from '../redis/redis.module.js';
import { UnavailableError } from '../errors/shop-error.js';
import { MIME_TYPES } from './made-picture.js';
import { MEDIA_STORE, type MediaStore } from './media-store.js';
import { PictureRefused } from './picture-refused.js';

/** For how long others leave a picture to who has begun it, and how often they look for it. */
const CLAIM_MS = 20_000;
const LOOK_MS = 200;
/** What cannot be drawn is tried again after that long, in each process. */
const REFUSED_MS = 600_000;
const MOST_REFUSED = 1000;

/** `isKept`: false when it is good for now only, as the store did not take it. */
export interface Jpeg {
  bytes: Buffer;
  isKept: boolean;
}

/**
 * Pictures that are made when somebody asks for them: once in all processes, as long as Redis answers, and kept. Their names say what is in
 * them (`jpegName`).
 */
@Injectable()
export class KeptJpegs {
  private readonly log = new Logger(KeptJpegs.name);
  private readonly flights = new Map<string, Promise<Jpeg>>();
  private readonly refused = new Map<string, { error: Error; until: number }>();

  constructor(
    @Inject(MEDIA_STORE) private readonly store: MediaStore,
    @Inject(CACHE_REDIS) private readonly redis: RedisLink | null,
  ) {}

  /** Errors: what `make` throws; for what was refused a while ago it is not asked again. */
  async of(name: string, make: () => Promise<Buffer>): Promise<Jpeg> {
    return (await this.find(name)) ?? this.flights.get(name) ?? this.begin(name, make);
  }

  /** Null when it has not been made yet. */
  async find(name: string): Promise<Jpeg | null> {
    const bytes = await this.read(name);
    return bytes && { bytes, isKept: true };
  }

  private begin(name: string, make: () => Promise<Buffer>): Promise<Jpeg> {
    const flight = this.unlessRefused(name, () => this.once(name, make)).finally(() =>
      this.flights.delete(name),
    );
    this.flights.set(name, flight);
    return flight;
  }

  private async unlessRefused(name: string, making: () => Promise<Jpeg>): Promise<Jpeg> {
    const before = this.refused.get(name);
    if (before && Date.now() < before.until) throw before.error;
    return making().catch((error: Error) => {
      if (this.refused.size >= MOST_REFUSED) this.refused.clear();
      if (error instanceof PictureRefused) this.refused.set(name, { error, until: Date.now() + REFUSED_MS });
      throw error;
    });
  }

  private async once(name: string, make: () => Promise<Buffer>): Promise<Jpeg> {
    const made = await this.madeOrClaimed(name);
    if (made) return made;
    try {
      const bytes = await make();
      return { bytes, isKept: await this.keep(name, bytes) };
    } finally {
      await this.redis?.run((client) => client.del(keys.drawing(name))).catch(unlessAway);
    }
  }

  /** The picture once another process has made it; null when it is for this one to make. */
  private async madeOrClaimed(name: string): Promise<Jpeg | null> {
    while (!(await this.claim(name))) {
      await pause(LOOK_MS);
      const made = await this.find(name);
      if (made) return made;
    }
    return this.find(name);
  }

  /** True for who may begin; for everybody while Redis is away: twice made is the same picture. */
  private async claim(name: string): Promise<boolean> {
    if (!this.redis) return true;
    try {
      const claim = { NX: true, PX: CLAIM_MS } as const;
      return (await this.redis.run((client) => client.set(keys.drawing(name), '1', claim))) !== null;
    } catch (error) {
      unlessAway(error);
      return true;
    }
  }

  /** A store that is away takes nobody's picture from them. */
  private read(name: string): Promise<Buffer | null> {
    return this.store.read(name).catch((error: Error) => this.noted(error, null));
  }

  private keep(name: string, bytes: Buffer): Promise<boolean> {
    return this.store.put(name, bytes, MIME_TYPES.jpg).then(
      () => true,
      (error: Error) => this.noted(error, false),
    );
  }

  private noted<T>(error: Error, instead: T): T {
    this.log.warn(`the store of pictures does not answer: ${error.message}`);
    return instead;
  }
}

/** `hash`: at least 24 hexadecimal digits that stand for all that is in the picture. */
export const jpegName = (hash: string, width: number): string =>
  `${hash.slice(0, 2)}/${hash.slice(2, 24)}-drawn-${width}.jpg`;

function unlessAway(error: unknown): void {
  if (!(error instanceof UnavailableError)) throw error;
}
