import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { checkRefund } from '../../core/orders/refundable.js';
import type { Minor } from '../../core/money/money.js';
import { holdsStock } from '../../core/orders/fulfilment-state.js';
import { kept, piecesOf, unsent } from '../../core/orders/pieces.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { PaymentsService } from '../payments/payments.service.js';
import { paidWith, type CreditTender, type Refund, type RefundShare } from '../payments/tender.js';
import { amountOf, TendersService } from '../payments/tenders.service.js';
import { PromotionsService } from '../promotions/promotions.service.js';
import { provider, SHOP, WORKER, type Actor } from './actor.js';
import { OrderChangesService } from './order-changes.service.js';
import type { CreditPaid } from './credit-words.js';
import { OrderCreditsService } from './order-credits.service.js';
import { OrderMailsService } from './order-mails.service.js';
import { OrderPiecesService, picksText, stockOf, refusePieces } from './order-pieces.service.js';
import type { DeedOutcome, LinePick, Order, Refusal } from './order.js';
import { OrderRepository } from './order.repository.js';
import { RefundPartsService, type PartsWish } from './refund-parts.service.js';
import { refusedByGateway } from './refused-by-gateway.js';

export interface RefundWish {
  /** Minor units; null for all that is left. */
  amount: Minor | null;
  /** The goods came back and go on the shelf. Counts only for the refund that is the last one of a sent order. */
  putsBack: boolean;
  /** Instead of an amount: what it is for. */
  parts?: PartsWish;
  /** Names the wish: the same name is given back once, however often it is asked for. 64 characters at most. */
  name?: string;
  /** Pieces that are not sent any more, from the moment at which the money is set aside: nobody can send them meanwhile. */
  drops?: LinePick[];
  /** As store credit of the customer, instead of from the provider. What came from gift cards and store credit goes back there. */
  toCredit?: boolean;
  /** Only while nothing has left: someone cancels. */
  isCancel?: true;
  by?: Actor;
}

type Requested = { ok: true; refundId: number } | Refusal;

/**
 * Gives money back, in parts or all of it. The parts never add up to more than was captured. What the provider is to give back is asked for
 * first; gift cards and store credit get theirs in the transaction that records its yes.
 */
@Injectable()
export class RefundOrderService {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly changes: OrderChangesService,
    private readonly tenders: TendersService,
    private readonly payments: PaymentsService,
    private readonly inventory: InventoryService,
    private readonly pieces: OrderPiecesService,
    private readonly parts: RefundPartsService,
    private readonly promotions: PromotionsService,
    private readonly credits: OrderCreditsService,
    private readonly mails: OrderMailsService,
    private readonly clock: Clock,
  ) {}

  /** Sets the amount aside first, so that two refunds at once cannot share it; then asks the gateway. */
  async refund(orderId: number, wish: RefundWish): Promise<DeedOutcome> {
    const requested = await this.request(orderId, wish);
    if (!requested.ok) return requested;
    const refund = (await this.tenders.refundsOf(orderId)).find(({ id }) => id === requested.refundId);
    return refund ? this.finish(refund, wish.by ?? SHOP) : { ok: false, reason: 'not_found' };
  }

  /**
   * Records money that went back without us, such as from the provider's own pages; the gateway is not asked.
   * `total`: all that was given back so far, minor units, so what we know of already counts once.
   */
  refundedElsewhere(orderId: number, total: Minor, reference: string): Promise<DeedOutcome> {
    return this.changes.whileLocked(orderId, 'refund', async (tx, order) => {
      const tenders = await this.tenders.ofOrder(orderId, tx);
      const missing = tenders ? total - (tenders.tender.refunded - tenders.tender.credited) : 0;
      if (!tenders || missing <= 0) return { ok: true, order } as const;
      const { tender } = tenders;
      const check = checkRefund(tender, missing);
      if (!check.ok) return { ok: false, reason: 'too_much', refundable: check.refundable } as const;
      const requestedAt = this.clock.now();
      const wish = { orderId, amount: missing, putsBack: false, creditAccountId: null, requestedAt };
      const id = await this.tenders.requestRefund(tx, wish, tenders);
      const refund = { ...wish, id, tenderId: tender.id, doneAt: requestedAt };
      await this.tenders.finishRefund(tx, id, reference, requestedAt);
      const refunded = await this.record(tx, order, refund, provider(tender.gateway));
      await this.mails.refunded(tx, refunded, refund);
      return { ok: true, order: refunded } as const;
    });
  }

  /** For the worker: refunds whose answer was never recorded are asked for again, under the same key. */
  async finishOpen(limit: number): Promise<boolean> {
    const open = await this.tenders.unfinishedRefunds(limit);
    for (const refund of open) await this.finish(refund, WORKER);
    return false;
  }

  /** A wish whose name is known already is the refund it was, whatever became of the order since. */
  private async request(orderId: number, wish: RefundWish): Promise<Requested> {
    const requested = await this.changes.whileLocked(
      orderId,
      'refund',
      async (tx, order): Promise<Requested> =>
        (await this.earlier(tx, orderId, wish)) ?? this.add(tx, order, wish),
    );
    if (requested.ok || requested.reason !== 'wrong_state') return requested;
    return (await this.earlier(this.database.manager, orderId, wish)) ?? requested;
  }

  private async earlier(tx: EntityManager, orderId: number, wish: RefundWish): Promise<Requested | null> {
    const id = wish.name === undefined ? null : await this.parts.idOfWish(tx, orderId, wish.name);
    return id === null ? null : { ok: true, refundId: id };
  }

  private async add(tx: EntityManager, order: Order, wish: RefundWish): Promise<Requested> {
    if (wish.isCancel && order.states.fulfilment !== 'unfulfilled')
      return { ok: false, reason: 'wrong_state', state: order.state };
    if (wish.toCredit && order.customerId === null) return { ok: false, reason: 'guest' };
    const drops = wish.isCancel ? piecesOf(order.lines, unsent) : (wish.drops ?? []);
    const refusal = drops.length > 0 ? refusePieces(order, drops, unsent) : null;
    if (refusal) return refusal;
    const name = wish.name ?? null;
    const nothing = { lines: [], shipping: 0 };
    const priced = await this.parts.price(tx, order, wish.parts ?? nothing, name);
    if (!priced.ok) return priced;
    const tenders = await this.tenders.ofOrder(order.id, tx);
    const amount = wish.parts ? priced.amount : wish.amount;
    const check = checkRefund(tenders ? paidWith(tenders) : { captured: 0, refunded: 0 }, amount);
    if (!tenders || !check.ok)
      return { ok: false, reason: 'too_much', refundable: check.ok ? 0 : check.refundable };
    await this.takeOut(tx, order, drops);
    const refund = {
      orderId: order.id,
      amount: check.amount,
      putsBack: wish.putsBack,
      creditAccountId: wish.toCredit ? await this.credits.storeCreditOf(tx, order) : null,
      requestedAt: this.clock.now(),
    };
    const id = await this.tenders.requestRefund(tx, refund, tenders);
    if (wish.parts || name !== null) await this.parts.keep(tx, id, order, priced.parts);
    return { ok: true, refundId: id };
  }

  private async finish(refund: Refund, by: Actor): Promise<DeedOutcome> {
    const order = await this.orders.byId(refund.orderId);
    const tenders = await this.tenders.ofOrder(refund.orderId);
    if (!order || !tenders) return { ok: false, reason: 'not_found' };
    if (refund.doneAt) return { ok: true, order };
    const { tender, credits } = tenders;
    const shares = await this.tenders.creditShares(refund.id, tenders);
    const ofProvider = refund.amount - amountOf(shares);
    const result = await this.payments.refund(tender.gateway, {
      reference: tender.reference ?? '',
      // Of nothing nobody is asked.
      amount: refund.creditAccountId === null ? ofProvider : 0,
      currency: order.currency,
      idempotencyKey: `${order.number}-refund-${refund.id}`,
    });
    return this.changes.whileLocked(order.id, 'refund', async (tx, locked) => {
      if (result.status === 'refused') await this.giveUp(tx, refund, shares);
      if (result.status !== 'done') return refusedByGateway(result);
      const isFirst = await this.tenders.finishRefund(tx, refund.id, result.reference, this.clock.now());
      if (!isFirst) return { ok: true, order: locked } as const;
      const refunded = await this.record(tx, locked, refund, by);
      await this.credits.refund(tx, refund, credits, shares);
      await this.mails.refunded(tx, refunded, refund, [
        ...sharesOf(credits, shares),
        ...instead(refund, ofProvider),
      ]);
      return { ok: true, order: refunded } as const;
    });
  }

  private async record(tx: EntityManager, order: Order, refund: Refund, by: Actor): Promise<Order> {
    const pieces = picksText(order, await this.parts.picks(refund.id, tx));
    const detail = [pieces, refund.creditAccountId === null ? '' : 'as store credit']
      .filter(Boolean)
      .join(', ');
    const note = { amount: refund.amount, by, ...(detail !== '' && { detail }) };
    if (!(await this.tenders.isAllGivenBack(tx, refund.orderId)))
      return this.changes.move(tx, order, 'part_refund', note);
    const rest = refund.putsBack ? await this.putBack(tx, order) : order;
    const refunded = await this.changes.move(tx, await this.drop(tx, rest), 'refund', note);
    // Nothing had left and nothing was kept: to its promotions it is as if it had never been.
    if (refunded.states.fulfilment === 'cancelled') await this.promotions.giveBack(tx, order.id);
    return refunded;
  }

  private async giveUp(tx: EntityManager, refund: Refund, shares: readonly RefundShare[]): Promise<void> {
    await this.parts.giveUp(tx, refund.id);
    await this.tenders.dropRefund(tx, refund, shares, this.clock.now());
  }

  /** What was not sent will not be: it is for sale again. */
  private async drop(tx: EntityManager, order: Order): Promise<Order> {
    const rest = piecesOf(order.lines, unsent);
    if (!holdsStock(order.states.fulfilment) || rest.length === 0) return order;
    await this.inventory.release(tx, rest);
    return this.pieces.dropped(tx, order, rest);
  }

  private async takeOut(tx: EntityManager, order: Order, drops: readonly LinePick[]): Promise<void> {
    if (drops.length === 0) return;
    await this.inventory.release(tx, stockOf(order, drops));
    await this.pieces.dropped(tx, order, drops);
  }

  private async putBack(tx: EntityManager, order: Order): Promise<Order> {
    const back = piecesOf(order.lines, kept);
    await this.inventory.restock(tx, back);
    return this.pieces.returned(tx, order, back);
  }
}

/** What becomes store credit instead of going back to the provider. */
const instead = ({ creditAccountId }: Refund, amount: Minor): CreditPaid[] =>
  creditAccountId !== null && amount > 0 ? [{ gateway: 'store_credit', label: null, amount }] : [];

/** What each gift card or store credit gets, by its name. */
const sharesOf = (credits: readonly CreditTender[], shares: readonly RefundShare[]): CreditPaid[] =>
  shares.flatMap(({ tenderId, amount }) => {
    const tender = credits.find(({ id }) => id === tenderId);
    return tender ? [{ ...tender, amount }] : [];
  });
