import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { type Terms, TermsRepository } from './terms.repository.js';

export type { Terms } from './terms.repository.js';

const VERSION = /^[0-9a-f]{64}$/;

/** Every text of the terms that a last page of checkout has shown, so that an order can name the one it was placed by. */
@Injectable()
export class TermsService {
  /** Those that this process knows to be written down: a handful in its life. */
  private readonly known = new Set<string>();

  constructor(
    private readonly terms: TermsRepository,
    private readonly clock: Clock,
  ) {}

  /** Before they are shown. One statement in the life of a process. */
  async remember(terms: Terms): Promise<void> {
    if (this.known.has(terms.version)) return;
    await this.terms.insert(terms, this.clock.now());
    this.known.add(terms.version);
  }

  /** False for what no page of this shop has shown, also when it looks like a version. */
  async isKnown(version: string): Promise<boolean> {
    if (this.known.has(version)) return true;
    if (!(await this.find(version))) return false;
    this.known.add(version);
    return true;
  }

  async find(version: string): Promise<Terms | null> {
    return VERSION.test(version) ? this.terms.find(version) : null;
  }
}
