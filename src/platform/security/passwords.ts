import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { UnavailableError } from '../errors/shop-error.js';
import { onOtherThreads } from '../process/other-threads.js';

/** argon2id as OWASP's password storage page asks for: 19 MiB, two passes, one lane. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Hashes at one time: the four threads they run on also look up names for every other part of the process. */
const AT_ONCE = 2;
/** Waiting beyond this many (some seconds of work) is refused rather than queued. */
const MAX_WAITING = 200;

/**
 * Hashes and checks passwords. A password is taken as NFC text, so that it fits however a keyboard composes its letters;
 * apart from that every character counts, blanks and NUL too.
 * Errors: UnavailableError when too many are being checked already.
 */
@Injectable()
export class Passwords {
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private unknown: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return onOtherThreads(() => this.inTurn(() => hash(password.normalize('NFC'), COST)));
  }

  /**
   * Whether the password belongs to the stored hash. Without one (no such account) it takes the same time and is
   * false, so that the time does not tell which addresses have an account.
   */
  async matches(stored: string | null, password: string): Promise<boolean> {
    this.unknown ??= hash(randomBytes(16), COST);
    const known = stored ?? (await this.unknown);
    const isRight = await onOtherThreads(() => this.inTurn(() => verify(known, password.normalize('NFC'))));
    return isRight && stored !== null;
  }

  /** True when the hash was made with a lower cost than today's, or another algorithm. */
  isOutdated(stored: string): boolean {
    const used = parseOptions(stored);
    return (
      !stored.startsWith('$argon2id$') ||
      used.memoryCost < COST.memoryCost ||
      used.timeCost < COST.timeCost ||
      used.parallelism !== COST.parallelism
    );
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= MAX_WAITING) throw new UnavailableError('errors.too_busy');
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
