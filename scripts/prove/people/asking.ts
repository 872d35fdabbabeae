import { randomUUID } from 'node:crypto';
import type { Answer } from '../../rig/shopper.js';
import type { Browser } from '../traffic/browser.js';
import type { Journal } from './journal.js';
import { insist, isYes } from './patience.js';

/** How one person asks for changes: again until there is an answer, which goes into the journal. */
export class Asking {
  constructor(
    private readonly who: string,
    private readonly journal: Journal,
    private readonly chance: () => number,
  ) {}

  /** Posts a change of the cart, each press under the same key. `others`: statuses that are answers, too. */
  async change(
    browser: Browser,
    deed: string,
    path: string,
    item: object,
    others: number[] = [],
  ): Promise<Answer | null> {
    const headers = { 'idempotency-key': randomUUID() };
    const answer = await insist(() => browser.postJson(path, item, headers), this.chance);
    if (isYes(answer)) this.journal.acknowledge(deed);
    else if (answer && !others.includes(answer.status)) this.mind(deed, answer);
    return answer;
  }

  /** Answers whether the shop said yes; people to whom it did not are noted as lost. */
  async must(deed: string, request: () => Promise<Answer>): Promise<boolean> {
    const answer = await insist(request, this.chance);
    if (isYes(answer)) this.journal.acknowledge(deed);
    else this.journal.lost.push(`${this.who}: ${deed} ${answer?.status ?? 'never answered'}`);
    return isYes(answer);
  }

  /** Writes down an answer that nobody could have caused. */
  mind(deed: string, { status, text }: Answer): void {
    if (status !== 0 && status < 500)
      this.journal.odd.push(`${this.who}, ${deed}: ${status} ${text.slice(0, 200)}`);
  }
}
