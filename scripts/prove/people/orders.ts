import type { Answer } from '../../rig/shopper.js';
import type { Browser } from '../traffic/browser.js';
import type { Asking } from './asking.js';
import type { CartJournal } from './cart-journal.js';
import type { Attempt } from './journal.js';
import { attemptOf, press, walkToReview } from './ordering.js';
import { isYes } from './patience.js';
import type { Surroundings } from './surroundings.js';

const CARD_SHARE = 0.4;

/** One person's orders: each is written down as an attempt, and the cart's journal follows what came of it. */
export class Orders {
  private count = 0;

  constructor(
    private readonly who: string,
    private readonly around: Surroundings,
    private readonly chance: () => number,
    private readonly asking: Asking,
  ) {}

  /** `email`: the account's, if there is one. Answers whether the cart was ordered, or may have been. */
  async order(browser: Browser, cart: CartJournal, email?: string): Promise<boolean> {
    if (cart.sure.length === 0) return false;
    this.count += 1;
    const paysByCard = this.chance() < CARD_SHARE && this.around.provider !== null;
    const address = email ?? `${this.who}-${this.count}@example.com`;
    const review = await walkToReview(browser, address, paysByCard ? 'stripe' : 'invoice');
    if (!review) return false;
    const attempt = attemptOf(`${this.who}, order ${this.count}`, review, cart.ranges);
    this.around.journal.attempts.push(attempt);
    const answer = await press(browser, review, attempt, this.around.provider, this.chance);
    this.note(attempt, cart);
    if (!answer || attempt.outcome !== 'refused') return true;
    await this.afterRefusal(browser, cart, answer);
    return false;
  }

  private note({ outcome, isPaid }: Attempt, cart: CartJournal): void {
    if (outcome !== 'refused') cart.ordered(outcome === 'placed' && isPaid);
    if (outcome === 'placed') this.around.journal.acknowledge('order');
  }

  /** Lets go of what may have been sold to others meanwhile. */
  private async afterRefusal(browser: Browser, cart: CartJournal, answer: Answer): Promise<void> {
    if (![303, 409].includes(answer.status)) this.asking.mind('order', answer);
    for (const id of cart.sure.filter((one) => this.around.catalogue.scarce.includes(one))) {
      const removed = await this.asking.change(browser, 'remove', '/cart/change.js', { id, quantity: 0 });
      cart.set(id, 0, isYes(removed));
    }
  }
}
