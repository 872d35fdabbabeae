import { randomUUID } from 'node:crypto';
import type { Answer } from '../../rig/shopper.js';
import type { Catalogue } from '../topology/catalogue.js';
import type { Browser } from '../traffic/browser.js';
import { CartJournal, type CartItem } from './cart-journal.js';
import type { Attempt, Journal } from './journal.js';
import { press, totalShown, walkToReview, type Provider } from './ordering.js';
import { insist, isYes } from './patience.js';

export const DEEDS = [
  'browse',
  'add',
  'change',
  'remove',
  'come back',
  'sign in',
  'sign out',
  'order',
] as const;
export type Deed = (typeof DEEDS)[number];

const PASSWORD = 'nine tents by the lake';
const MOST_AT_ONCE = 3;
const CARD_SHARE = 0.4;
const SCARCE_SHARE = 0.15;

/** What everybody in the shop shares. */
export interface Surroundings {
  catalogue: Catalogue;
  journal: Journal;
  /** Null: everybody pays on invoice. */
  provider: Provider | null;
}

/** One shopper, who writes down what the shop acknowledged and looks whether it is there. One deed at a time. */
export class Person {
  private cart = new CartJournal();
  /** The cart of the account while nobody is signed in. */
  private stored = new CartJournal();
  private account: { email: string; password: string } | null = null;
  private isSignedIn = false;
  private orders = 0;
  isLost = false;

  constructor(
    readonly name: string,
    private browser: Browser,
    private readonly around: Surroundings,
    private readonly chance: () => number,
  ) {}

  /** Before anything is broken. Errors: when the shop does not open the account. */
  async register(): Promise<void> {
    const account = { email: `${this.name}@example.com`, password: PASSWORD };
    const answer = await this.browser.post('/account/register', account);
    if (answer.status !== 303)
      throw new Error(`no account for ${this.name}: ${answer.status} ${answer.text.slice(0, 500)}`);
    [this.account, this.isSignedIn] = [account, true];
  }

  /** Its cookies at this moment, as a header. */
  get cookie(): string {
    return Array.from(this.browser.cookies, (pair) => pair.join('=')).join('; ');
  }

  readonly deeds: Record<Deed, () => Promise<void>> = {
    browse: async () => {
      for (let pages = 0; pages < 3; pages += 1)
        await this.browser.get(this.oneOf(this.around.catalogue.pages));
    },
    add: async () => {
      const { plenty, scarce } = this.around.catalogue;
      // What is scarce may be refused when carts are joined; nobody could say then how much there has to be.
      const id = this.oneOf(!this.account && this.chance() < SCARCE_SHARE ? scarce : plenty);
      const quantity = 1 + Math.floor(this.chance() * MOST_AT_ONCE);
      const answer = await this.change('add', '/cart/add.js', { id, quantity }, [422]);
      if (answer?.status !== 422) this.cart.added(id, quantity, isYes(answer));
    },
    change: async () => this.setQuantity(1 + Math.floor(this.chance() * MOST_AT_ONCE)),
    remove: async () => this.setQuantity(0),
    'come back': () => this.look(),
    'sign in': async () => {
      if (!this.account || this.isSignedIn) return;
      if (!(await this.must('sign in', () => this.browser.post('/account/login', this.account!)))) return;
      this.isSignedIn = true;
      this.cart.join(this.stored);
      await this.checkAccount(200);
    },
    'sign out': async () => {
      if (!this.isSignedIn) return;
      const before = this.browser.twin();
      if (!(await this.must('sign out', () => this.browser.post('/account/logout')))) return;
      this.around.journal.signedOut.push({ who: this.name, browser: before });
      this.isSignedIn = false;
      [this.stored, this.cart] = [this.cart, new CartJournal()];
      await this.checkAccount(303);
    },
    order: () => this.order(),
  };

  /** Signs in, where there is an account, so that everything it has can be looked at. */
  async gatherAll(): Promise<void> {
    if (!this.isLost) await this.deeds['sign in']();
    if (!this.isLost) this.leaveCart();
  }

  private async setQuantity(quantity: number): Promise<void> {
    const id = this.oneOf(this.cart.sure);
    if (id === undefined) return;
    const answer = await this.change('change', '/cart/change.js', { id, quantity }, [422]);
    if (answer?.status !== 422) this.cart.set(id, quantity, isYes(answer));
  }

  /** Compares the cart with the journal, on whichever instance is next. A refusal says nothing. */
  private async look(): Promise<void> {
    const answer = await this.browser.get('/cart.js');
    if (answer.status !== 200) return this.mind('look', answer);
    const { items } = answer.json() as { items: CartItem[] };
    const where = `${this.name} on ${String(answer.headers['x-served-by'])}`;
    this.around.journal.wrong.push(...this.cart.differences(items).map((text) => `${where}: ${text}`));
  }

  private async order(): Promise<void> {
    if (this.cart.sure.length === 0) return;
    this.orders += 1;
    const email = this.account?.email ?? `${this.name}-${this.orders}@example.com`;
    const paysByCard = this.chance() < CARD_SHARE && this.around.provider !== null;
    const review = await walkToReview(this.browser, email, paysByCard ? 'stripe' : 'invoice');
    if (!review) return;
    const attempt: Attempt = {
      who: `${this.name}, order ${this.orders}`,
      checkoutToken: review['checkout_token']!,
      total: totalShown(review),
      lines: this.cart.ranges,
      outcome: 'unknown',
      page: null,
      isPaid: false,
    };
    this.around.journal.attempts.push(attempt);
    const answer = await press(this.browser, review, attempt, this.around.provider, this.chance);
    await this.afterOrder(attempt, answer);
  }

  private async afterOrder(attempt: Attempt, answer: Answer | null): Promise<void> {
    if (attempt.outcome !== 'refused') this.cart.ordered(attempt.outcome === 'placed' && attempt.isPaid);
    if (attempt.outcome === 'placed') this.around.journal.acknowledge('order');
    if (answer && attempt.outcome === 'refused') {
      if (![303, 409].includes(answer.status)) this.mind('order', answer);
      return this.letScarceGo();
    }
    if (!this.account) this.becomeSomebodyElse();
  }

  /** What may have been sold to others meanwhile. */
  private async letScarceGo(): Promise<void> {
    for (const id of this.cart.sure.filter((one) => this.around.catalogue.scarce.includes(one))) {
      const answer = await this.change('remove', '/cart/change.js', { id, quantity: 0 });
      this.cart.set(id, 0, isYes(answer));
    }
  }

  private becomeSomebodyElse(): void {
    this.leaveCart();
    this.browser = this.browser.fresh();
    this.cart = new CartJournal();
  }

  private leaveCart(): void {
    const { name: who, cart, browser } = this;
    this.around.journal.leftCarts.push({ who, cart, browser });
  }

  /** Posts a change of the cart, each press under the same key. `others`: statuses that are answers, too. */
  private async change(
    deed: string,
    path: string,
    item: object,
    others: number[] = [],
  ): Promise<Answer | null> {
    const headers = { 'idempotency-key': randomUUID() };
    const answer = await insist(() => this.browser.postJson(path, item, headers), this.chance);
    if (isYes(answer)) this.around.journal.acknowledge(deed);
    else if (answer && !others.includes(answer.status)) this.mind(deed, answer);
    return answer;
  }

  /** Without an answer nobody knows any more who this is. */
  private async must(deed: string, request: () => Promise<Answer>): Promise<boolean> {
    const answer = await insist(request, this.chance);
    if (isYes(answer)) this.around.journal.acknowledge(deed);
    else this.isLost = true;
    if (this.isLost)
      this.around.journal.lost.push(`${this.name}: ${deed} ${answer?.status ?? 'never answered'}`);
    return !this.isLost;
  }

  /** The account's page is there for who is signed in, and leads to the sign-in for who is not. */
  private async checkAccount(status: 200 | 303): Promise<void> {
    const answer = await this.browser.get('/account');
    if ([200, 303].includes(answer.status) && answer.status !== status)
      this.around.journal.wrong.push(
        `${this.name}: the account answered ${answer.status} instead of ${status}`,
      );
  }

  private mind(deed: string, { status, text }: Answer): void {
    if (status !== 0 && status < 500)
      this.around.journal.odd.push(`${this.name}, ${deed}: ${status} ${text.slice(0, 200)}`);
  }

  private oneOf<T>(list: readonly T[]): T {
    return list[Math.floor(this.chance() * list.length)]!;
  }
}
