import { randomUUID } from 'node:crypto';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { CartJournal, type CartJson } from './cart-journal.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import type { TestShop } from './shop.js';
import { until } from './until.js';

/**
 * Whether a change of the cart with an unknown outcome is repeated with its Idempotency-Key until it is acknowledged.
 * Only once the cart takes the key for what it is: before that, a repeat may count twice.
 */
const REPEATS_ARE_SAFE = true;
const PATIENCE_SECONDS = 30;

export type Deed = 'add' | 'one more' | 'remove' | 'sign-in' | 'sign-out' | 'order' | 'look';

/** How many of each deed were acknowledged, and how many not. */
export type Counts = Record<'yes' | 'no', Map<Deed, number>>;

/** What all clients of a run together saw, by what was going on. */
export class Tally {
  readonly counts = new Map<string, Counts>();
  goingOn = 'calm';
  /** Answers that are neither a yes nor a 503. */
  readonly odd: string[] = [];
  /** Differences between what was acknowledged and what was shown. */
  readonly wrong: string[] = [];

  count(deed: Deed, answer: Answer): boolean {
    const isYes = answer.status === 200 || answer.status === 303;
    const now = this.counts.get(this.goingOn) ?? { yes: new Map(), no: new Map() };
    this.counts.set(this.goingOn, now);
    const counts = isYes ? now.yes : now.no;
    counts.set(deed, (counts.get(deed) ?? 0) + 1);
    if (!isYes && answer.status !== 503)
      this.odd.push(`${deed}: ${answer.status} ${answer.text.slice(0, 200)}`);
    return isYes;
  }
}

/** One shopper who writes down what was acknowledged, and looks whether it is there. One deed at a time. */
export class JournalClient {
  private readonly browser: Shopper;
  private readonly account: { email: string; password: string } | null;
  private readonly fresh: number[];
  private readonly repeatedId: number;
  private cart: CartJournal;
  /** The cart of the account while nobody is signed in. */
  private stored: CartJournal;
  private isSignedIn = false;
  readonly orders: string[] = [];

  constructor(
    readonly name: string,
    private readonly shop: TestShop,
    private readonly tally: Tally,
    hasAccount: boolean,
    /** From 0 to 1. */
    private readonly chance: () => number,
  ) {
    this.account = hasAccount ? { email: '', password: 'nine tents by the lake' } : null;
    this.browser = shop.shopper();
    this.fresh = [...shop.variants('samples')];
    this.repeatedId = shop.variant('plenty');
    [this.cart, this.stored] = [this.noCart(), this.noCart()];
  }

  /** Before anything is broken. */
  async register(): Promise<void> {
    if (!this.account) return;
    await until(`${this.name} has an account`, async () => {
      this.account!.email = `${randomUUID()}@example.com`;
      return (await this.browser.post('/account/register', this.account!)).status === 303;
    });
    this.isSignedIn = true;
  }

  readonly deeds: Record<Deed, () => Promise<void>> = {
    add: async () => {
      const id = this.fresh.pop();
      if (id === undefined) return;
      this.cart.note(id, (await this.change('add', '/cart/add.js', { id, quantity: 1 })) ? 'in' : 'either');
    },
    'one more': async () => {
      const item = { id: this.repeatedId, quantity: 1 };
      this.cart.noteOneMore(await this.change('one more', '/cart/add.js', item));
    },
    remove: async () => {
      const id = this.cart.some();
      if (id === undefined) return;
      const isGone = await this.change('remove', '/cart/change.js', { id, quantity: 0 });
      this.cart.note(id, isGone ? 'out' : 'either');
    },
    'sign-in': async () => {
      if (!this.account || this.isSignedIn) return;
      await this.insist('sign-in', () => this.browser.post('/account/login', this.account!));
      this.isSignedIn = true;
      this.cart.join(this.stored);
      await this.checkAccount(200);
    },
    'sign-out': async () => {
      if (!this.isSignedIn) return;
      await this.insist('sign-out', () => this.browser.post('/account/logout'));
      this.isSignedIn = false;
      [this.stored, this.cart] = [this.cart, this.noCart()];
      await this.checkAccount(303);
    },
    order: async () => {
      if (!this.cart.isSurelyFilled) return;
      const review = await reachReview(this.browser).catch(() => null);
      if (!review) return;
      const placed = await this.insist('order', () => placeOrder(this.browser, review));
      // Where the cart came back on the way, what was filled in without it is asked for again.
      if (!placed.headers.location!.startsWith('/orders/')) return;
      this.orders.push(placed.headers.location!);
      this.cart.release();
    },
    look: () => this.look(),
  };

  /** Compares the cart with the journal, on whichever instance is next, or on one. A refusal says nothing. */
  async look(url?: string): Promise<void> {
    const answer = await this.browser.twin(url).get('/cart.js');
    if (!this.tally.count('look', answer)) return;
    const differences = this.cart.differences(answer.json() as CartJson);
    this.tally.wrong.push(
      ...differences.map((text) => `${this.name}, ${String(answer.headers['x-served-by'])}: ${text}`),
    );
  }

  private noCart(): CartJournal {
    return new CartJournal(this.repeatedId, this.chance);
  }

  /** Posts a change of the cart; answers whether it was acknowledged. */
  private async change(deed: Deed, path: string, item: object): Promise<boolean> {
    const headers = { 'idempotency-key': randomUUID() };
    const post = () => this.browser.postJson(path, item, headers);
    if (!REPEATS_ARE_SAFE) return this.tally.count(deed, await post());
    await this.insist(deed, post);
    return true;
  }

  /** Repeats what may be repeated until it is acknowledged. */
  private insist(deed: Deed, request: () => Promise<Answer>): Promise<Answer> {
    const attempt = async () => {
      const answer = await request();
      return this.tally.count(deed, answer) && answer;
    };
    return until(`${this.name}: ${deed}`, attempt, PATIENCE_SECONDS);
  }

  /** The account's page is there for who is signed in, and leads to the sign-in for who is not. */
  private async checkAccount(status: 200 | 303): Promise<void> {
    const answer = await this.browser.get('/account');
    if (this.tally.count('look', answer) && answer.status !== status)
      this.tally.wrong.push(`${this.name}: absent: account answered ${answer.status} instead of ${status}`);
  }
}
