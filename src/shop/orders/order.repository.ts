import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sum, type Minor } from '../../core/money/money.js';
import type { Address } from '../../core/orders/address.js';
import type { OrderStates } from '../../core/orders/order-event.js';
import { firstOrderState } from '../../core/orders/order-state.js';
import { Database, isDuplicateKey } from '../../platform/database/database.js';
import { OrderAdjustmentRepository } from './order-adjustment.repository.js';
import { OrderDraw } from './order-draw.js';
import { OrderLineRepository } from './order-line.repository.js';
import { ORDER_COLUMNS, readLine, readOrder, type LineRow, type OrderRow } from './order-rows.js';
import type { CancelReason, NewOrder, Order } from './order.js';

const MOST_DRAWS = 10;

/** The tables `orders` and `order_lines`. An order and its lines are two statements, however many lines there are. */
@Injectable()
export class OrderRepository {
  constructor(
    private readonly database: Database,
    private readonly lines: OrderLineRepository,
    private readonly draw: OrderDraw,
    private readonly adjustments: OrderAdjustmentRepository,
  ) {}

  byToken(token: string): Promise<Order | null> {
    return this.findOne('token = ?', [token]);
  }

  byCheckoutToken(token: string, tx?: EntityManager): Promise<Order | null> {
    return this.findOne('checkout_token = ?', [token], tx);
  }

  byId(id: number): Promise<Order | null> {
    return this.findOne('id = ?', [id]);
  }

  ofCustomer(customerId: number, id: number): Promise<Order | null> {
    return this.findOne('id = ? AND customer_id = ?', [id, customerId]);
  }

  /** The next of a customer's orders after that one, by their ids. */
  ofCustomerAfter(customerId: number, afterId: number, limit: number): Promise<Order[]> {
    return this.find('customer_id = ? AND id > ? ORDER BY id LIMIT ?', [customerId, afterId, limit]);
  }

  /** The ids of all lines of a customer's orders, and from now on they are nobody's. */
  async leaveCustomer(tx: EntityManager, customerId: number): Promise<number[]> {
    const lines: { id: number }[] = await tx.query(
      'SELECT l.id FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.customer_id = ?',
      [customerId],
    );
    await tx.query('UPDATE orders SET customer_id = NULL WHERE customer_id = ?', [customerId]);
    return lines.map(({ id }) => id);
  }

  /** Locks the order's row until the transaction ends: whoever changes an order takes this first. */
  async lock(tx: EntityManager, id: number): Promise<Order | null> {
    const order = await this.findOne('id = ? FOR UPDATE', [id], tx);
    if (order?.isOutdated) await this.catchUp(tx, order);
    return order;
  }

  /** Writes what an older version has left out. */
  private async catchUp(tx: EntityManager, order: Order): Promise<void> {
    await this.setStates(tx, order.id, order.states, null);
    const { fulfilment } = order.states;
    if (fulfilment === 'fulfilled') await this.lines.countRest(tx, order.id, 'shipped');
    if (fulfilment === 'cancelled') await this.lines.countRest(tx, order.id, 'dropped');
  }

  /** Orders that wait for their payment since more than `seconds`, oldest first; those that come behind `after`, if given. */
  pending(seconds: number, limit: number, after: Order | null): Promise<Order[]> {
    const from = [after?.placedAt ?? new Date(0), after?.id ?? 0] as const;
    return this.find(
      `state = 'pending_payment' AND placed_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND
       AND (placed_at > ? OR (placed_at = ? AND id > ?)) ORDER BY placed_at, id LIMIT ?`,
      [seconds, from[0], from[0], from[1], limit],
    );
  }

  /** Paid or promised orders whose cart was not cleared, placed more than `seconds` ago. */
  uncleared(seconds: number, limit: number): Promise<Order[]> {
    return this.find(
      `cart_cleared_at IS NULL AND state IN ('authorised', 'paid', 'fulfilled', 'refunded')
       AND placed_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND ORDER BY placed_at LIMIT ?`,
      [seconds, limit],
    );
  }

  async paidTokens(checkoutTokens: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ token: string }>(
      `SELECT checkout_token AS token FROM orders
       WHERE checkout_token IN (?) AND state NOT IN ('pending_payment', 'cancelled')`,
      [checkoutTokens],
    );
    return rows.map(({ token }) => token);
  }

  /** Whether this customer, or this e-mail address, has an order that stands: not one that ended before anything left. */
  async hasAny(customerId: number | null, email: string | null): Promise<boolean> {
    const stands = `state <> 'cancelled' AND (fulfilment_state IS NULL OR fulfilment_state <> 'cancelled') LIMIT 1`;
    const rows = await this.database.query(
      `(SELECT 1 FROM orders WHERE customer_id = ? AND ${stands})
       UNION ALL (SELECT 1 FROM orders WHERE email = ? AND ${stands})`,
      [customerId, email],
    );
    return rows.length > 0;
  }

  async hasAnySince(email: string, since: Date): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT 1 FROM orders WHERE email = ? AND placed_at > ? AND state <> 'cancelled' LIMIT 1`,
      [email, since],
    );
    return rows.length > 0;
  }

  /** True for the first one who notes it. */
  async setCartCleared(id: number, at: Date): Promise<boolean> {
    const result = await this.database.execute(
      'UPDATE orders SET cart_cleared_at = ? WHERE id = ? AND cart_cleared_at IS NULL',
      [at, id],
    );
    return result.affectedRows === 1;
  }

  /** Writes both states, and the word that older versions read. */
  async setStates(
    tx: EntityManager,
    id: number,
    to: OrderStates,
    cancelReason: CancelReason | null,
  ): Promise<void> {
    await tx.query(
      `UPDATE orders SET payment_state = ?, fulfilment_state = ?, state = ?,
       cancel_reason = COALESCE(?, cancel_reason) WHERE id = ?`,
      [to.payment, to.fulfilment, firstOrderState(to), cancelReason, id],
    );
  }

  async setAddress(tx: EntityManager, id: number, address: Address, note: string): Promise<void> {
    await tx.query('UPDATE orders SET shipping_address = ?, note = ? WHERE id = ?', [
      JSON.stringify(address),
      note,
      id,
    ]);
  }

  /** So much less will be taken. */
  async release(tx: EntityManager, id: number, amount: Minor): Promise<void> {
    await tx.query('UPDATE orders SET released = released + ? WHERE id = ?', [amount, id]);
  }

  /** Records the order in state `pending_payment` and answers its id, a number that was drawn and is no other order's. */
  async insert(tx: EntityManager, order: NewOrder): Promise<number> {
    const row: Record<string, unknown> = {
      checkout_token: order.checkoutToken,
      token: order.token,
      fingerprint: order.fingerprint,
      state: 'pending_payment',
      payment_state: 'pending',
      fulfilment_state: 'unfulfilled',
      cart_id: order.cartId,
      cart_revision: order.cartRevision,
      customer_id: order.customerId,
      email: order.email,
      shipping_address: JSON.stringify(order.shippingAddress),
      billing_address: JSON.stringify(order.billingAddress),
      delivery_method: order.delivery && !order.delivery.pickup ? order.delivery.method : null,
      delivery_from: order.delivery?.from ?? null,
      delivery_to: order.delivery?.to ?? null,
      pickup_place: order.delivery?.pickup ? JSON.stringify(order.delivery.pickup) : null,
      note: order.note,
      attributes: JSON.stringify(order.attributes),
      currency: order.currency,
      tax_rate_basis_points: order.taxRateBasisPoints,
      prices_include_tax: order.pricesIncludeTax,
      is_reverse_charge: order.isReverseCharge,
      vat_number: order.vatNumber?.number ?? null,
      vat_number_status: order.vatNumber?.status ?? null,
      subtotal: order.subtotal,
      discount: order.discount,
      shipping: order.shipping,
      shipping_tax: sum(order.shippingTaxes.map(({ amount }) => amount)),
      shipping_taxes: JSON.stringify(order.shippingTaxes),
      tax: order.tax,
      total: order.total,
      terms_version: order.termsVersion,
      language: order.language,
      placed_at: order.placedAt,
    };
    const id = await this.insertDrawn(tx, row);
    await this.lines.insert(tx, id, order.lines);
    await this.adjustments.insert(tx, id, order.adjustments);
    return id;
  }

  /** Two of a million orders with the same number are likely enough to be thought of; the second one draws again. */
  private async insertDrawn(tx: EntityManager, row: Record<string, unknown>): Promise<number> {
    const names = ['id', ...Object.keys(row)];
    const sql = `INSERT INTO orders (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    for (let draws = 1; ; draws += 1) {
      const id = this.draw.next();
      try {
        await tx.query(sql, [id, ...Object.values(row)]);
        return id;
      } catch (error) {
        if (draws === MOST_DRAWS || !isDuplicateKey(error) || !/PRIMARY/.test(String(error))) throw error;
      }
    }
  }

  private async findOne(where: string, values: unknown[], tx?: EntityManager): Promise<Order | null> {
    return (await this.find(where, values, tx))[0] ?? null;
  }

  /** `where` is our own text, `values` fill its marks. */
  private async find(where: string, values: unknown[], tx?: EntityManager): Promise<Order[]> {
    const manager = tx ?? this.database.manager;
    const rows: OrderRow[] = await manager.query(
      `SELECT ${ORDER_COLUMNS} FROM orders WHERE ${where}`,
      values,
    );
    if (rows.length === 0) return [];
    const lines: LineRow[] = await manager.query(
      'SELECT * FROM order_lines WHERE order_id IN (?) ORDER BY order_id, position',
      [rows.map((row) => row.id)],
    );
    const adjustments = await this.adjustments.ofOrders(
      tx ?? this.database.manager,
      rows.filter(({ discount, shipping }) => discount > 0 || shipping === 0).map((row) => row.id),
    );
    const linesOf = ({ id, tax_rate_basis_points: rate }: OrderRow) =>
      lines.filter((line) => line.order_id === id).map((line) => readLine(line, rate));
    return rows.map((row) => readOrder(row, linesOf(row), adjustments.get(row.id) ?? []));
  }
}
