import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../../platform/clock/clock.js';
import { hasOldRead } from '../../platform/request/request-stats.js';
import type { Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import type { PricedCart } from '../../shop/cart/cart.service.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import type { ProductCard } from '../../shop/catalog/card.types.js';
import { liveSession } from '../../platform/live/session-handle.js';
import { CartTotalsService, type CartTotals } from '../../shop/checkout/cart-totals.service.js';
import { cartView, type CartView } from './cart.view.js';
import { productCard } from '../catalog/product-card.view.js';
import { couponsView } from './coupons.view.js';
import { DiscountCodes } from './discount-codes.service.js';
import { DeliveryEstimate } from '../delivery/delivery-estimate.service.js';
import { messageView } from '../page/shop-layout.view.js';
import { isForDrawer } from '../page/drawer-request.js';
import { PageService } from '../page/page.service.js';
import { Promises } from '../page/promises.service.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

/** What is said beside the cart: about the whole of it, or about the code that was typed. */
interface Said {
  error?: string;
  coupon?: { typed: string; problem: string };
}

const SUGGESTIONS = 3;
const DRAWER = '/cart/drawer';

/** Writes the cart as a page or as the drawer's contents. */
@Injectable()
export class CartPages {
  constructor(
    private readonly pages: PageService,
    private readonly views: Views,
    private readonly catalog: CatalogService,
    private readonly promises: Promises,
    private readonly totals: CartTotalsService,
    private readonly codes: DiscountCodes,
    private readonly estimate: DeliveryEstimate,
    private readonly clock: Clock,
    private readonly prices: VisitorPrices,
    private readonly messages: Messages,
  ) {}

  async show(
    request: Request,
    response: Response,
    visitor: Visitor,
    cart: PricedCart,
    { status = 200, isAway = false, ...said }: Said & { status?: number; isAway?: boolean } = {},
  ): Promise<void> {
    const suggestions = cart.lines.length === 0 ? await this.suggestions(cart) : [];
    const together = isAway ? null : await this.together(cart);
    const sums = await this.sums(request, visitor, cart);
    const estimate = await this.estimate.of(cart, request.query);
    const shownCart = await this.view(cart, sums, '/cart', suggestions, said);
    const model = { ...shownCart, together, estimate, isAway };
    const title = this.messages.t('cart.title');
    const { itemCount } = cart;
    const shown = status === 200 && estimate?.isWrong ? 422 : status;
    const back = request.method === 'GET' ? {} : { returnTo: '/cart' };
    const page = { title, status: shown, noIndex: true, itemCount, model, ...back };
    await this.pages.show(request, response, visitor, 'cart/show', page);
  }

  /** The contents alone; also takes the message that a change has left, since no other page follows it. */
  async drawer(
    response: Response,
    visitor: Visitor,
    cart: PricedCart,
    { status = 200, ...said }: Said & { status?: number } = {},
  ): Promise<void> {
    const sums = await this.sums(response.req, visitor, cart);
    // Before the promises are read: of them no price is told.
    const isOld = hasOldRead();
    const message = await visitor.takeFlash();
    const notice = message && messageView(message, this.messages.t, DRAWER);
    const view = await this.view(cart, sums, DRAWER, [], said);
    const model = { ...view, isOld, notice, session: liveSession(visitor) };
    response.setHeader('Cache-Control', 'private, no-store');
    response
      .status(status)
      .type('html')
      .send(this.views.render('cart/drawer', model, null));
  }

  /** Why a form changed nothing: where the form stood, in the drawer or on the page. */
  async refuse(
    request: Request,
    response: Response,
    visitor: Visitor,
    cart: PricedCart,
    refusal: Said & { status: number },
  ): Promise<void> {
    if (isForDrawer(request)) return this.drawer(response, visitor, cart, refusal);
    return this.show(request, response, visitor, cart, refusal);
  }

  /** With what promotions take off, and what became of the codes that this browser was given. */
  private sums(request: Request, { customerId }: Visitor, cart: PricedCart): Promise<CartTotals> {
    return this.totals.of(cart, { codes: this.codes.of(request), customerId, email: null });
  }

  private async view(
    cart: PricedCart,
    { totals, coupons }: CartTotals,
    returnTo: string,
    suggestions: readonly ProductCard[],
    said: Said,
  ): Promise<CartView> {
    const { formatters, convert } = this.prices.by(cart.list);
    const words = { messages: this.messages, formatters };
    const freeFrom = cart.requiresShipping ? await this.promises.freeFrom(convert) : null;
    return cartView(cart, words, {
      returnTo,
      suggestions,
      freeFrom,
      now: this.clock.now(),
      total: totals.total,
      coupons: couponsView(totals, coupons, words),
      ...said,
    });
  }

  /** One thing that others bought with what is in the cart, and that asks no question; null when there is none. */
  private async together({ lines, list }: PricedCart): Promise<object | null> {
    const [newest] = lines;
    if (!newest) return null;
    // The cart does not wait for what it could do without.
    const beside = await this.catalog.beside(newest.variant.productHandle, list).catch(() => null);
    const held = new Set(lines.map(({ variant }) => variant.productId));
    const card = beside?.together.find(({ id, soleVariantId }) => soleVariantId !== null && !held.has(id));
    if (!beside || !card) return null;
    const words = { messages: this.messages, formatters: this.prices.by(list).formatters };
    const lead = beside.isSample ? 'catalog.together.sample_cart' : 'catalog.together.cart';
    return { ...productCard(card, words), lead: this.messages.t(lead) };
  }

  /** Three things to look at for an empty cart: what sells best and is there. */
  private async suggestions({ list }: PricedCart): Promise<ProductCard[]> {
    const filters = { availability: 'in' as const, vendors: [], types: [], tags: [], options: [] };
    const query = {
      collection: null,
      sort: 'best-selling' as const,
      page: 1,
      pageSize: SUGGESTIONS,
      filters,
    };
    return (await this.catalog.listing(query, list))?.cards ?? [];
  }
}
