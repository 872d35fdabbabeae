import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sum } from '../../core/money/money.js';
import type { Address } from '../../core/orders/address.js';
import { lineShare } from '../../core/orders/line-share.js';
import { piecesOf, unsent } from '../../core/orders/pieces.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { TendersService } from '../payments/tenders.service.js';
import type { Actor } from './actor.js';
import { OrderChangesService } from './order-changes.service.js';
import { OrderPiecesService, picksText, stockOf, refusePieces } from './order-pieces.service.js';
import type { DeedOutcome, LinePick, Order, OrderDetails } from './order.js';
import { OrderRepository } from './order.repository.js';
import { RefundOrderService } from './refund-order.service.js';

/** Changes of an order before it leaves. What it costs does not go up: taxes and delivery were worked out for its place. */
@Injectable()
export class EditOrderService {
  constructor(
    private readonly orders: OrderRepository,
    private readonly changes: OrderChangesService,
    private readonly pieces: OrderPiecesService,
    private readonly inventory: InventoryService,
    private readonly tenders: TendersService,
    private readonly refunding: RefundOrderService,
  ) {}

  /** Another street or name in the same country and region, and another note. */
  changeAddress(orderId: number, address: Address, note: string, by: Actor): Promise<DeedOutcome> {
    return this.changes.whileLocked(orderId, 'edit', async (tx, order) => {
      const { country, region } = order.shippingAddress;
      const shippingAddress = { ...address, country, region };
      await this.orders.setAddress(tx, order.id, shippingAddress, note);
      const moved = await this.changes.move(tx, { ...order, shippingAddress, note }, 'edit', { by });
      return { ok: true, order: moved } as const;
    });
  }

  /** Pieces that are not to be sent. Before it is paid, so much less is taken; afterwards, so much is given back. */
  async takeOut(details: OrderDetails, picks: LinePick[], by: Actor): Promise<DeedOutcome> {
    const released = await this.changes.whileLocked(details.id, 'take_out', (tx, order) =>
      this.release(tx, order, details.tender.id, picks, by),
    );
    if (released.ok || released.reason !== 'paid') return released;
    const parts = { lines: picks, shipping: 0 };
    const refunded = await this.refunding.refund(details.id, {
      amount: null,
      putsBack: false,
      parts,
      drops: picks,
      by,
    });
    return refunded.ok ? this.closeIfEmpty(refunded.order, by) : refunded;
  }

  private async release(
    tx: EntityManager,
    order: Order,
    tenderId: number,
    picks: LinePick[],
    by: Actor,
  ): Promise<DeedOutcome | { ok: false; reason: 'paid' }> {
    const refusal = refusePieces(order, picks, unsent) ?? refuseAll(order, picks);
    if (refusal) return refusal;
    if (order.states.payment !== 'authorised') return { ok: false, reason: 'paid' };
    const tenders = await this.tenders.ofOrder(order.id, tx);
    if (tenders?.tender.id !== tenderId || tenders.tender.deed !== null) return { ok: false, reason: 'busy' };
    const amount = sum(
      picks.map(({ lineId, quantity }) => {
        const line = order.lines.find(({ id }) => id === lineId)!;
        return lineShare(line, line.refunded, quantity, order.pricesIncludeTax).amount;
      }),
    );
    await this.inventory.release(tx, stockOf(order, picks));
    await this.pieces.dropped(tx, order, picks);
    const less = await this.pieces.refunded(tx, order, picks);
    await this.orders.release(tx, order.id, amount);
    const note = { amount, by, detail: picksText(order, picks) };
    return { ok: true, order: await this.changes.move(tx, less, 'take_out', note) };
  }

  /** After the last pieces that were to follow were taken out, everything has left. */
  private async closeIfEmpty(order: Order, by: Actor): Promise<DeedOutcome> {
    const closed = await this.changes.whileLocked(order.id, 'take_out_rest', async (tx, locked) => {
      if (piecesOf(locked.lines, unsent).length > 0) return { ok: true, order: locked } as const;
      const moved = await this.changes.move(tx, locked, 'take_out_rest', { by });
      return { ok: true, order: moved } as const;
    });
    return closed.ok ? closed : { ok: true, order };
  }
}

/** Taking out everything of an order of which nothing has left is cancelling it. */
function refuseAll(order: Order, picks: readonly LinePick[]): DeedOutcome | null {
  const open = sum(piecesOf(order.lines, unsent).map(({ quantity }) => quantity));
  const isAll =
    order.states.fulfilment === 'unfulfilled' && sum(picks.map(({ quantity }) => quantity)) === open;
  return isAll ? { ok: false, reason: 'would_be_empty' } : null;
}
