import { oneOf } from '../../rig/chances.js';
import type { Browser } from '../traffic/browser.js';
import { Account } from './account.js';
import { Asking } from './asking.js';
import { CartJournal, type CartItem } from './cart-journal.js';
import { Orders } from './orders.js';
import { isYes } from './patience.js';
import type { Surroundings } from './surroundings.js';

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

const MOST_AT_ONCE = 3;
const SCARCE_SHARE = 0.15;

/** One shopper, who writes down what the shop acknowledged and looks whether it is there. One deed at a time. */
export class Person {
  private cart = new CartJournal();
  /** The cart of the account while nobody is signed in. */
  private stored = new CartJournal();
  private readonly asking: Asking;
  private readonly account: Account;
  private readonly orders: Orders;

  constructor(
    readonly name: string,
    private browser: Browser,
    private readonly around: Surroundings,
    private readonly chance: () => number,
  ) {
    this.asking = new Asking(name, around.journal, chance);
    this.account = new Account(name, browser, around.journal, this.asking);
    this.orders = new Orders(name, around, chance, this.asking);
  }

  /** Before anything is broken. Errors: when the shop does not open the account. */
  async register(): Promise<void> {
    await this.account.register();
  }

  /** Nobody knows any more whether they are signed in. */
  get isLost(): boolean {
    return this.account.isLost;
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
    if (await this.account.signIn()) this.cart.join(this.stored);
  }

  private async signOut(): Promise<void> {
    if (await this.account.signOut()) [this.stored, this.cart] = [this.cart, new CartJournal()];
  }

  private async add(): Promise<void> {
    const { plenty, scarce } = this.around.catalogue;
    // What is scarce may be refused when carts are joined; nobody could say then how much there has to be.
    const id = oneOf(!this.account.email && this.chance() < SCARCE_SHARE ? scarce : plenty, this.chance);
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
    const { email } = this.account;
    const isOver = await this.orders.order(this.browser, this.cart, email);
    if (isOver && email === undefined) this.becomeSomebodyElse();
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
}
