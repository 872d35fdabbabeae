import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Minor } from '../../core/money/money.js';
import { parseOrderNumber } from '../../core/orders/order-number.js';
import type { FirstOrderState } from '../../core/orders/order-state.js';
import { isRandomKey } from '../../platform/random/random-key.js';
import { TendersService } from '../payments/tenders.service.js';
import { SHOPPER } from './actor.js';
import { OrderHistoryRepository } from './order-history.repository.js';
import { OrderListRepository } from './order-list.repository.js';
import type { NewOrder, Order, OrderDetails, OrderSummary } from './order.js';
import { type OrderedPair, OrderPairRepository } from './order-pair.repository.js';
import { OrderRepository } from './order.repository.js';
import { ShipmentRepository } from './shipment.repository.js';

const PAGE_SIZE = 20;
const AT_ONCE = 100;

/** Reading and recording orders. What is done to them afterwards is one service per deed. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly orders: OrderRepository,
    private readonly lists: OrderListRepository,
    private readonly pairs: OrderPairRepository,
    private readonly history: OrderHistoryRepository,
    private readonly shipments: ShipmentRepository,
    private readonly tenders: TendersService,
  ) {}

  /** The order of a status page; null for anything that is no token of ours. */
  async byToken(token: string): Promise<OrderDetails | null> {
    return this.withDetails(isRandomKey(token) ? await this.orders.byToken(token) : null);
  }

  /** By the number people say, in any way they write it. For staff only; shoppers have tokens. */
  async byNumber(text: string): Promise<OrderDetails | null> {
    const id = parseOrderNumber(text);
    return this.withDetails(id === null ? null : await this.orders.byId(id));
  }

  /** A customer's own order; null for another's, as if it were not there. */
  async ofCustomer(customerId: number, number: string): Promise<OrderDetails | null> {
    const id = parseOrderNumber(number);
    return this.withDetails(id === null ? null : await this.orders.ofCustomer(customerId, id));
  }

  /** All of a customer's orders, oldest first, a hundred at a time. */
  async *allOf(customerId: number): AsyncGenerator<Order[]> {
    for (let afterId = 0; ;) {
      const orders = await this.orders.ofCustomerAfter(customerId, afterId, AT_ONCE);
      if (orders.length > 0) yield orders;
      if (orders.length < AT_ONCE) return;
      afterId = orders.at(-1)!.id;
    }
  }

  /** Orders stay when their account goes, as the law wants it, and belong to nobody from then on. Answers the ids of their lines. */
  leaveCustomer(tx: EntityManager, customerId: number): Promise<number[]> {
    return this.orders.leaveCustomer(tx, customerId);
  }

  /** Page 1 is the newest 20. */
  historyOf(
    customerId: number,
    page: number,
  ): Promise<{ orders: OrderSummary[]; total: number; pageSize: number }> {
    return this.page({ customerId }, page);
  }

  list(filter: { state?: FirstOrderState; isDisputed?: boolean }, page: number, pageSize = PAGE_SIZE) {
    return this.page(filter, page, pageSize);
  }

  byCheckoutToken(token: string, tx?: EntityManager): Promise<Order | null> {
    return this.orders.byCheckoutToken(token, tx);
  }

  /** Of these checkout tokens, those whose order is paid, or will be for sure. */
  paidTokens(tokens: readonly string[]): Promise<string[]> {
    return this.orders.paidTokens(tokens);
  }

  /** Whether this customer, or this e-mail address, has an order that stands; null: nobody asks for it. */
  hasOrdered(customerId: number | null, email: string | null): Promise<boolean> {
    return this.orders.hasAny(customerId, email);
  }

  /** Whether somebody with this e-mail address has ordered after `since`, and the order stands. */
  hasOrderedSince(email: string, since: Date): Promise<boolean> {
    return this.orders.hasAnySince(email, since);
  }

  /** What these products were ordered with, in orders that stand and were placed since then, by at least so many different buyers. */
  pairsOf(
    tx: EntityManager,
    productIds: readonly number[],
    since: Date,
    fewestBuyers: number,
  ): Promise<OrderedPair[]> {
    return this.pairs.find(tx, productIds, since, fewestBuyers);
  }

  /** Orders that wait for their payment since more than `seconds`, oldest first; `after`: the last one of the page before. */
  pending(seconds: number, limit: number, after: Order | null): Promise<Order[]> {
    return this.orders.pending(seconds, limit, after);
  }

  /** Orders placed more than `seconds` ago whose cart still has to be cleared. */
  uncleared(seconds: number, limit: number): Promise<Order[]> {
    return this.orders.uncleared(seconds, limit);
  }

  /** Notes that the cart of an order was cleared; true for the first one who does. */
  cartCleared(orderId: number, at: Date): Promise<boolean> {
    return this.orders.setCartCleared(orderId, at);
  }

  /**
   * Records a new order that waits for its payment, with its tender, inside the caller's transaction. `amount`: what the provider is
   * asked for, minor units.
   */
  async record(
    tx: EntityManager,
    order: NewOrder,
    payment: { gateway: string; choice: string; amount: Minor },
  ): Promise<number> {
    const id = await this.orders.insert(tx, order);
    await this.tenders.open(tx, { orderId: id, ...payment }, order.placedAt);
    await this.history.add(tx, id, {
      event: 'place',
      fromState: null,
      toState: 'pending_payment',
      amount: order.total,
      happenedAt: order.placedAt,
      by: SHOPPER,
      detail: null,
    });
    return id;
  }

  private async page(
    filter: { customerId?: number; state?: FirstOrderState; isDisputed?: boolean },
    page: number,
    pageSize = PAGE_SIZE,
  ) {
    const found = await this.lists.find({ ...filter, skip: (page - 1) * pageSize, take: pageSize });
    return { ...found, pageSize };
  }

  private async withDetails(order: Order | null): Promise<OrderDetails | null> {
    if (!order) return null;
    const [tenders, happenings, shipments] = await Promise.all([
      this.tenders.ofOrder(order.id),
      this.history.find(order.id),
      this.shipments.find(order.id),
    ]);
    if (!tenders) throw new Error(`order ${order.number} has no tender`);
    return { ...order, ...tenders, happenings, shipments };
  }
}
