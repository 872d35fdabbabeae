import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFoundError, UnavailableError } from '../../platform/errors/shop-error.js';
import { isRandomKey } from '../../platform/random/random-key.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { CheckoutService } from '../../shop/checkout/checkout.service.js';
import { PlaceOrderService, type PlaceOutcome } from '../../shop/checkout/place-order.service.js';
import { PaymentTries } from '../../shop/checkout/payment-tries.js';
import { AgreedTerms } from './agreed-terms.service.js';
import { AwayCart } from '../cart/away-cart.service.js';
import { CheckoutPages } from './checkout-pages.service.js';
import { readSeen, type Seen } from './checkout-seen.js';
import { reviewPage, soldOutPage } from './checkout.view.js';
import { DiscountCodes } from '../cart/discount-codes.service.js';
import { readTexts } from '../forms/checkout.form.js';
import { orUnsure } from '../page/or-say.js';
import { turnOf, type Turn } from '../page/turn.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

/** The last button of the checkout. */
@Controller('checkout/orders')
export class CheckoutOrdersController {
  constructor(
    private readonly pages: CheckoutPages,
    private readonly placing: PlaceOrderService,
    private readonly checkouts: CheckoutService,
    private readonly away: AwayCart,
    private readonly codes: DiscountCodes,
    private readonly tries: PaymentTries,
    private readonly prices: VisitorPrices,
    private readonly terms: AgreedTerms,
  ) {}

  @Post()
  async place(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Body() body: unknown,
  ): Promise<void> {
    const turn = turnOf(response);
    const customer = await this.pages.orderer(turn);
    if (customer === 'ended') return;
    const recalled = visitor.storeIsAway ? this.away.recall(request, response) : null;
    const form = readTexts(body);
    const token = form['checkout_token'];
    const cartId = recalled?.cartId ?? visitor.cartId;
    const payer = { token: isRandomKey(token) ? token : '', cartId, address: request.ip ?? '' };
    const seconds = await this.tries.begin(payer);
    if (seconds !== null) return this.tooMany(turn, seconds);
    const placing = this.placing.place({
      cartId: recalled?.checkoutId ?? visitor.cartId,
      orderCartId: recalled?.cartId ?? visitor.cartId,
      customerId: customer?.id ?? null,
      codes: this.codes.of(request),
      currency: this.prices.wanted(request),
      token: isRandomKey(token) ? token : '',
      fingerprint: form['fingerprint'] ?? '',
      termsVersion: await this.terms.agreed(form['terms']),
    });
    const outcome = await orUnsure('checkout.unsure', placing);
    await this.tries.end(payer, outcome);
    // A repeated click finds its order, also when the browser remembers no lines any more. What is not found may be the
    // checkout of the cart that cannot be reached now.
    const hasOrder = outcome.kind === 'placed' || outcome.kind === 'confirm';
    if (visitor.storeIsAway && (outcome.kind === 'not_found' || (!recalled && !hasOrder)))
      throw new UnavailableError('errors.store_away');
    // Goods whose payment is still open stay in the cart; while it is away, nothing else could say that they are ordered.
    if (outcome.kind === 'placed') await this.pages.ordered(turn);
    else if (recalled && hasOrder) await this.away.ordered(response, visitor);
    await this.answer(turn, outcome, readSeen(form['seen']));
  }

  private async tooMany(turn: Turn, seconds: number): Promise<void> {
    const { t } = this.pages.words.messages;
    turn.response.setHeader('Retry-After', seconds);
    const model = { text: t('checkout.too_many.text', { minutes: Math.ceil(seconds / 60) }) };
    await this.pages.page(turn, 'checkout/too-many', t('checkout.too_many.title'), model, 429);
  }

  private async answer(turn: Turn, outcome: PlaceOutcome, seen: Seen): Promise<unknown> {
    const { messages } = this.pages.words;
    switch (outcome.kind) {
      case 'placed':
        return this.pages.send(turn, `/orders/${outcome.order.token}`);
      case 'confirm':
        return this.pages.send(turn, outcome.url);
      case 'declined':
        return this.pages.send(turn, '/checkout/payment', { key: 'checkout.payment.declined' });
      case 'incomplete':
        return this.pages.send(turn, `/checkout/${outcome.step}`);
      case 'empty':
        if (turn.visitor.cartId === null) return this.visitEnded(turn);
        return this.pages.send(turn, '/cart', { key: 'checkout.empty' });
      case 'not_found':
        // They came this far while the cart was away, and now it is back.
        if (this.away.hadCheckout(turn.request))
          return this.pages.send(turn, '/checkout', { key: 'checkout.cart_is_back' });
        if (turn.visitor.cartId === null) return this.visitEnded(turn);
        throw new NotFoundError('errors.not_found');
      case 'sold_out': {
        const title = messages.t('checkout.sold_out.title');
        return this.pages.page(turn, 'checkout/sold-out', title, soldOutPage(messages, outcome.quote), 409);
      }
      case 'conflict': {
        const { number, token } = outcome.order;
        const title = messages.t('checkout.conflict.title');
        return this.pages.page(turn, 'checkout/conflict', title, { number, path: `/orders/${token}` }, 409);
      }
      case 'changed':
        return this.showChanges(turn, outcome, seen);
    }
  }

  /** Whoever came this far had a cart. Somebody who has none is told the same, whatever the token. */
  private visitEnded(turn: Turn): Promise<null> {
    turn.visitor.flash({ key: 'checkout.visit_ended', kind: 'notice' });
    return this.pages.send(turn, '/cart');
  }

  private async showChanges(
    turn: Turn,
    { checkout, quote }: Extract<PlaceOutcome, { kind: 'changed' }>,
    seen: Seen,
  ): Promise<void> {
    const choice = this.checkouts.payment(checkout, quote);
    if (!choice) return;
    const open = { cartId: checkout.cartId, checkout, quote, next: 'review' } as const;
    const model = reviewPage(this.pages.wordsOf(quote), checkout, quote, choice, {
      before: seen,
      terms: await this.terms.shown(),
    });
    await this.pages.show(turn, 'review', open, model, 409);
  }
}
