import { Injectable } from '@nestjs/common';
import { giftCardKey } from '../../core/credit/gift-card-code.js';
import { codeKey } from '../../core/promotions/coupon-code.js';
import { Messages } from '../../platform/views/messages.js';
import { CartTotalsService } from '../../shop/checkout/cart-totals.service.js';
import { CheckoutCreditService, type CreditRefusal } from '../../shop/checkout/checkout-credit.service.js';
import type { CouponRefusal } from '../../shop/checkout/coupon-outcomes.js';
import { CodeGuesses } from '../../shop/promotions/code-guesses.js';
import { CartDeeds } from './cart-deeds.service.js';
import { creditRefusalText } from '../checkout/checkout-credit.view.js';
import { refusalText } from './coupons.view.js';
import { DiscountCodes } from './discount-codes.service.js';
import type { Turn } from '../page/turn.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

/** `kept`: a code for delivery, until that has a price. `seconds`: to wait, when too many were typed. */
export type CodeOutcome =
  | { kind: 'used' | 'kept' | 'gift_card' }
  | { kind: 'refused'; problem: string }
  | { kind: 'too_many'; problem: string; seconds: number };

/** Key of what is said of a code that was not refused. */
export const SAID_OF_CODE = {
  used: 'coupon.used',
  kept: 'coupon.kept',
  gift_card: 'credit.card_used',
} as const;

/** Uses a code that somebody has typed: of a discount, or of a gift card, which people type into the same field. */
@Injectable()
export class UseCode {
  constructor(
    private readonly codes: DiscountCodes,
    private readonly guesses: CodeGuesses,
    private readonly deeds: CartDeeds,
    private readonly totals: CartTotalsService,
    private readonly credit: CheckoutCreditService,
    private readonly prices: VisitorPrices,
    private readonly messages: Messages,
  ) {}

  async use(turn: Turn, typed: string): Promise<CodeOutcome> {
    const { request, response, visitor } = turn;
    const seconds = await this.guesses.count(visitor.cartId, request.ip ?? '');
    if (seconds !== null)
      return { kind: 'too_many', problem: this.messages.t('coupon.too_many', { seconds }), seconds };
    const cart = await this.deeds.priced(visitor, this.prices.wanted(request));
    const { formatters, currency } = this.prices.by(cart.list);
    const refusal = await this.refusalOf(turn, cart, typed);
    if (refusal === null || refusal.reason === 'at_delivery') {
      this.codes.add(request, response, typed);
      return { kind: refusal ? 'kept' : 'used' };
    }
    const card = refusal.reason === 'unknown' ? await this.tryGiftCard(turn, typed, currency) : 'unknown';
    if (card === null) return { kind: 'gift_card' };
    const words = { messages: this.messages, formatters };
    const problem = card === 'unknown' ? refusalText(refusal, words) : creditRefusalText(card, this.messages);
    return { kind: 'refused', problem };
  }

  /** Why the code takes nothing off the cart as it is; null when it does. */
  private async refusalOf(
    { request, visitor }: Turn,
    cart: Awaited<ReturnType<CartDeeds['priced']>>,
    code: string,
  ): Promise<CouponRefusal | null> {
    const key = codeKey(code);
    if (key === null) return { code, reason: 'unknown' };
    const others = this.codes.of(request).filter((known) => codeKey(known) !== key);
    const buyer = { codes: [code, ...others], customerId: visitor.customerId, email: null };
    const { coupons } = await this.totals.of(cart, buyer);
    return coupons.refused.find((refusal) => codeKey(refusal.code) === key) ?? null;
  }

  /** Null when it is used. */
  private async tryGiftCard(
    { visitor: { cartId } }: Turn,
    typed: string,
    currency: string,
  ): Promise<CreditRefusal | null> {
    if (cartId === null || giftCardKey(typed) === null) return 'unknown';
    return this.credit.useGiftCard(cartId, typed, currency);
  }
}
