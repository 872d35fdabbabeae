import { Injectable } from '@nestjs/common';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { checkoutSteps, type Checkout, type CheckoutStep } from '../../shop/checkout/checkout.js';
import { CheckoutService } from '../../shop/checkout/checkout.service.js';
import type { Quote } from '../../shop/checkout/quote.js';
import { QuoteService } from '../../shop/checkout/quote.service.js';
import { CustomersService, type Customer } from '../../shop/customers/customers.service.js';
import { toSignIn } from '../account/account-door.service.js';
import { AwayCart } from '../cart/away-cart.service.js';
import { checkoutFrame } from './checkout-summary.view.js';
import { DiscountCodes } from '../cart/discount-codes.service.js';
import { PageService } from '../page/page.service.js';
import type { Turn } from '../page/turn.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

/** A checkout that may show the step it was entered for. `next` is the first step that is still open. */
export interface OpenCheckout {
  cartId: string;
  checkout: Checkout | null;
  quote: Quote;
  next: CheckoutStep;
}

/** The door to the steps of the checkout, and the frame around them. */
@Injectable()
export class CheckoutPages {
  readonly words: { messages: Messages; formatters: Formatters };

  constructor(
    private readonly checkouts: CheckoutService,
    private readonly quotes: QuoteService,
    private readonly pages: PageService,
    private readonly away: AwayCart,
    private readonly customers: CustomersService,
    private readonly codes: DiscountCodes,
    private readonly prices: VisitorPrices,
    messages: Messages,
    formatters: Formatters,
  ) {
    this.words = { messages, formatters };
  }

  /**
   * The checkout of the visitor's cart, or null when the visitor was sent elsewhere: to sign in when their session was
   * ended, to the cart when it is empty or has a problem, to an order that waits for its payment, to the step that comes
   * first.
   */
  async enter(turn: Turn, step: CheckoutStep): Promise<OpenCheckout | null> {
    const who = await this.orderer(turn);
    return who === 'ended' ? null : this.open(turn, step);
  }

  /**
   * The customer, or null for a guest. `ended`: the customer's session was ended elsewhere although its record is still
   * there; the browser is sent to sign in, and sees nothing of theirs.
   */
  async orderer({ response, visitor }: Turn): Promise<Customer | null | 'ended'> {
    const customer = await this.customers.current(visitor);
    if (customer || visitor.customerId === null) return customer;
    toSignIn(response, '/checkout');
    return 'ended';
  }

  private async open(turn: Turn, step: CheckoutStep): Promise<OpenCheckout | null> {
    const cartId = this.cartIdOf(turn);
    const { checkout, waiting } = await this.checkouts.state(cartId);
    if (waiting) {
      const say = { key: 'checkout.waiting', values: { number: waiting.number } };
      return this.send(turn, `/orders/${waiting.token}`, say);
    }
    const { customerId } = turn.visitor;
    const currency = this.prices.wanted(turn.request);
    const buyer = { codes: this.codes.of(turn.request), customerId, currency };
    const quote = await this.quotes.quote(cartId, checkout, buyer);
    if (cartId === null || quote.cart.lines.length === 0)
      return this.send(turn, '/cart', { key: 'checkout.empty' });
    if (quote.cart.hasProblem) return this.send(turn, '/cart', { key: 'checkout.fix_cart' });
    const next = this.checkouts.nextStep(checkout, quote);
    const isTooEarly = checkoutSteps.indexOf(step) > checkoutSteps.indexOf(next);
    if (isTooEarly || (step === 'delivery' && !quote.cart.requiresShipping))
      return this.send(turn, `/checkout/${next}`);
    return { cartId, checkout, quote, next };
  }

  /** While Redis is away, what the browser remembers stands for the cart. Errors: UnavailableError when it is nothing. */
  private cartIdOf({ request, response, visitor }: Turn): string | null {
    if (!visitor.storeIsAway) return visitor.cartId;
    const recalled = this.away.recall(request, response);
    if (!recalled) throw new UnavailableError('errors.store_away');
    return recalled.checkoutId;
  }

  /** After an order that stands: the browser forgets what was ordered, and the codes that were used for it. */
  async ordered({ response, visitor }: Turn): Promise<void> {
    await this.away.ordered(response, visitor);
    this.codes.forget(response);
  }

  /** With amounts in the currency of a quote. */
  wordsOf({ currency }: Quote): CheckoutPages['words'] {
    return { ...this.words, formatters: this.words.formatters.in(currency) };
  }

  /** Shows `views/checkout/<step>.hbs`; 200 unless `status` says otherwise. */
  async show(turn: Turn, step: CheckoutStep, open: OpenCheckout, model: object, status = 200): Promise<void> {
    const title = this.words.messages.t(`checkout.${step === 'contact' ? 'contact' : step}.title`);
    const frame = checkoutFrame(this.wordsOf(open.quote), step, open);
    const { request, response, visitor } = turn;
    await this.pages.show(request, response, visitor, `checkout/${step}`, {
      title,
      status,
      noIndex: true,
      returnTo: `/checkout/${step}`,
      model: { ...frame, ...model },
    });
  }

  async page(turn: Turn, view: string, title: string, model: object, status: number): Promise<void> {
    const { request, response, visitor } = turn;
    await this.pages.show(request, response, visitor, view, { title, status, noIndex: true, model });
  }

  /** Redirects after a word for the next page. Who has no session gets no cookie just for being told something. */
  async send(
    { response, visitor }: Turn,
    path: string,
    say?: { key: string; values?: Record<string, string | number> },
  ): Promise<null> {
    if (say && visitor.sessionId !== null) visitor.flash({ ...say, kind: 'notice' });
    response.redirect(303, path);
    return null;
  }
}
