import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { packedWithin } from './packed-within.js';

/** Packed, of one file and of all: a sitemap of 10,000 addresses takes about 0.3 MB, the feed of 50,000 products about 8. */
const MOST_BYTES = 16 * 2 ** 20;
const MOST_IN_ALL = 32 * 2 ** 20;
/** Nobody has so many files; whoever makes names up gets the oldest ones made anew. */
const MOST_NAMES = 200;

interface Kept {
  state: string;
  /** With gzip; null for a file that is too large to be kept. */
  packed: Promise<Buffer | null>;
  bytes: number;
}

/**
 * Files that take reading the whole shop, as they were made last: however many robots ask at once, one is made for each state of what
 * it shows. In this process only, bounded in bytes; whoever was asked for longest ago goes first.
 */
@Injectable()
export class KeptFiles implements OnApplicationShutdown {
  private readonly kept = new Map<string, Kept>();

  /**
   * The file with gzip; null when it is too large, and then whoever asks makes it for himself. `state`: another text after each change
   * of what is in it. Errors: what `make` throws; nothing is kept then.
   */
  packed(name: string, state: string, make: () => AsyncGenerator<string>): Promise<Buffer | null> {
    const known = this.kept.get(name);
    this.kept.delete(name);
    const found = known?.state === state ? known : this.begin(name, state, make, known);
    this.kept.set(name, found);
    this.makeRoom();
    return found.packed;
  }

  onApplicationShutdown(): void {
    this.kept.clear();
  }

  /** Not before the one before is ready: changes that come faster than a file can be made are not read one beside the other. */
  private begin(
    name: string,
    state: string,
    make: () => AsyncGenerator<string>,
    before: Kept | undefined,
  ): Kept {
    const ready = Promise.resolve(before?.packed).catch(() => undefined);
    const packed = ready.then(() => packedWithin(make(), MOST_BYTES));
    const kept: Kept = { state, packed, bytes: 0 };
    packed.then(
      (bytes) => {
        kept.bytes = bytes?.length ?? 0;
        this.makeRoom();
      },
      () => {
        if (this.kept.get(name) === kept) this.kept.delete(name);
      },
    );
    return kept;
  }

  private makeRoom(): void {
    let bytes = [...this.kept.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [name, one] of this.kept) {
      if (this.kept.size <= MOST_NAMES && bytes <= MOST_IN_ALL) return;
      bytes -= one.bytes;
      this.kept.delete(name);
    }
  }
}
