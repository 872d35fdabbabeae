import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { CacheService } from '../../platform/cache/cache.service.js';
import type { Standing } from '../../platform/cache/local-reads.js';
import { MemoryTier } from '../../platform/cache/memory-tier.js';
import { FinishedPage } from './finished-page.js';
import type { Filling } from './hole-filling.service.js';
import { fillFrame, type Frame } from './holes.js';
import { SplicedPage } from './spliced-page.js';

/** A page that is made: as frame for visitors with a session, and finished for those without. */
export interface KeptPage {
  frame: Frame;
  spliced: SplicedPage;
  /** Names and values in turn, of an answer to somebody with a session who got no cookie; null until there has been one. */
  visitorHeaders: string[] | null;
  /** Null until somebody without a session has asked. */
  finished: FinishedPage | null;
  /** What it was made of. */
  reads: ReadonlyMap<string, unknown>;
  /** That all of it is still served, as far as was looked. */
  standing: Standing;
  /** When what it says of days ends, in milliseconds since 1970; Infinity when it says nothing of days. */
  endsAt: number;
  /** Pattern of the route that made it, for the metrics. */
  route: string;
}

const MOST_BYTES = 64 * 2 ** 20;

/**
 * Pages of this process by their one address in each language, and the currency of their prices (`keptName`). A page is served as long as every cached value that it was made of is the
 * one that would be read now: so a change that reaches the cache reaches pages too, and nobody has to say which. What it promises
 * by the clock ends it too.
 */
@Injectable()
export class KeptPages {
  private readonly memory = new MemoryTier(MOST_BYTES);

  constructor(
    private readonly cache: CacheService,
    private readonly clock: Clock,
  ) {}

  find(address: string): KeptPage | undefined {
    const held = this.memory.get(address);
    if (!held) return undefined;
    const page = held.value as KeptPage;
    if (page.endsAt !== Infinity && page.endsAt <= this.clock.now().getTime()) return undefined;
    const standing = this.cache.stillServes(page.reads, page.standing);
    if (standing) page.standing = standing;
    return standing ? page : undefined;
  }

  /** For everybody without a session: their holes are filled alike. */
  finished(page: KeptPage, filling: Filling): FinishedPage {
    page.finished ??= new FinishedPage(fillFrame(page.frame, filling));
    return page.finished;
  }

  /** Null when what the page was made of has changed meanwhile, or is not to be trusted for longer. */
  keep(
    address: string,
    frame: Frame,
    { reads, endsAt, route }: Pick<KeptPage, 'reads' | 'endsAt' | 'route'>,
  ): KeptPage | null {
    const standing = reads.size > 0 && this.cache.stillServes(reads);
    if (!standing) return null;
    const page = { ...this.packings(address, frame), reads: new Map(reads), standing, endsAt, route };
    const length = frame.texts.reduce((sum, text) => sum + text.length, 0);
    const since = performance.now();
    this.memory.set(
      address,
      { value: page, since, trustedUntil: Infinity, graceUntil: Infinity },
      2 * length,
    );
    return page;
  }

  /** A page that was made of other values and says the same is not packed again. */
  private packings(address: string, frame: Frame): Omit<KeptPage, 'reads' | 'standing' | 'endsAt' | 'route'> {
    const before = this.memory.get(address)?.value as KeptPage | undefined;
    if (before && isDeepStrictEqual(before.frame, frame)) return before;
    return { frame, spliced: new SplicedPage(frame.texts), visitorHeaders: null, finished: null };
  }
}
