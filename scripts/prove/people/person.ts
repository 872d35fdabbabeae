import { oneOf } from '../../rig/chances.js';
import type { Answer } from '../../rig/shopper.js';
import type { Catalogue } from '../topology/catalogue.js';
import type { Browser } from '../traffic/browser.js';
import { Asking } from './asking.js';
import { CartJournal, type CartItem } from './cart-journal.js';
import type { Attempt, Journal } from './journal.js';
import { attemptOf, press, walkToReview, type Provider } from './ordering.js';
import { isYes } from './patience.js';

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
  private readonly asking: Asking;

  constructor(
    readonly name: string,
    private browser: Browser,
    private readonly around: Surroundings,
    private readonly chance: () => number,
  ) {
    this.asking = new Asking(name, around.journal, chance);
  }

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
        await this.browser.get(oneOf(this.around.catalogue.pages, this.chance));
    },
    add: () => this.add(),
    change: async () => this.setQuantity(1 + Math.floor(this.chance() * MOST_AT_ONCE)),
    remove: async () => this.setQuantity(0),
    'come back': () => this.look(),
    'sign in': () => this.signIn(),
    'sign out': () => this.signOut(),
    order: () => this.order(),
  };

  /** Signs in, where there is an account, so that everything it has can be looked at. */
  async gatherAll(): Promise<void> {
    if (!this.isLost) await this.deeds['sign in']();
    if (!this.isLost) this.leaveCart();
  }

  private async signIn(): Promise<void> {
    if (!this.account || this.isSignedIn) return;
    if (!(await this.must('sign in', () => this.browser.post('/account/login', this.account!)))) return;
    this.isSignedIn = true;
    this.cart.join(this.stored);
    await this.checkAccount(200);
  }

  private async signOut(): Promise<void> {
    if (!this.isSignedIn) return;
    const before = this.browser.twin();
    if (!(await this.must('sign out', () => this.browser.post('/account/logout')))) return;
    this.around.journal.signedOut.push({ who: this.name, browser: before });
    this.isSignedIn = false;
    [this.stored, this.cart] = [this.cart, new CartJournal()];
    await this.checkAccount(303);
  }

  private async add(): Promise<void> {
    const { plenty, scarce } = this.around.catalogue;
    // What is scarce may be refused when carts are joined; nobody could say then how much there has to be.
    const id = oneOf(!this.account && this.chance() < SCARCE_SHARE ? scarce : plenty, this.chance);
    const quantity = 1 + Math.floor(this.chance() * MOST_AT_ONCE);
    const answer = await this.asking.change(this.browser, 'add', '/cart/add.js', { id, quantity }, [422]);
    if (answer?.status !== 422) this.cart.added(id, quantity, isYes(answer));
  }

  private async setQuantity(quantity: number): Promise<void> {
    const id = oneOf(this.cart.sure, this.chance);
    if (id === undefined) return;
    const answer = await this.asking.change(
      this.browser,
      'change',
      '/cart/change.js',
      { id, quantity },
      [422],
    );
    if (answer?.status !== 422) this.cart.set(id, quantity, isYes(answer));
  }

  /** Compares the cart with the journal, on whichever instance is next. A refusal says nothing. */
  private async look(): Promise<void> {
    const answer = await this.browser.get('/cart.js');
    if (answer.status !== 200) return this.asking.mind('look', answer);
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
    const attempt = attemptOf(`${this.name}, order ${this.orders}`, review, this.cart.ranges);
    this.around.journal.attempts.push(attempt);
    const answer = await press(this.browser, review, attempt, this.around.provider, this.chance);
    await this.afterOrder(attempt, answer);
  }

  private async afterOrder(attempt: Attempt, answer: Answer | null): Promise<void> {
    if (attempt.outcome !== 'refused') this.cart.ordered(attempt.outcome === 'placed' && attempt.isPaid);
    if (attempt.outcome === 'placed') this.around.journal.acknowledge('order');
    if (answer && attempt.outcome === 'refused') {
      if (![303, 409].includes(answer.status)) this.asking.mind('order', answer);
      return this.letScarceGo();
    }
    if (!this.account) this.becomeSomebodyElse();
  }

  /** What may have been sold to others meanwhile. */
  private async letScarceGo(): Promise<void> {
    for (const id of this.cart.sure.filter((one) => this.around.catalogue.scarce.includes(one))) {
      const answer = await this.asking.change(this.browser, 'remove', '/cart/change.js', { id, quantity: 0 });
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

  /** Without an answer nobody knows any more who this is. */
  private async must(deed: string, request: () => Promise<Answer>): Promise<boolean> {
    this.isLost = !(await this.asking.must(deed, request));
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
}
