import { Injectable } from '@nestjs/common';
import { kept, piecesOf, unsent } from '../../core/orders/pieces.js';
import { isOpenReturn } from '../../core/orders/return-state.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { InventoryService } from '../inventory/inventory.service.js';
import type { Actor } from '../orders/actor.js';
import { OrderChangesService } from '../orders/order-changes.service.js';
import { OrderMailsService } from '../orders/order-mails.service.js';
import { OrderPiecesService, picksText, stockOf, refusePieces } from '../orders/order-pieces.service.js';
import { RefundOrderService } from '../orders/refund-order.service.js';
import type { Return, ReturnOutcome } from './return.js';
import { ReturnRepository } from './return.repository.js';

/**
 * Goods are back: they go on the shelf, then what they cost goes back where it came from, under the name of the return. When
 * the provider does not answer, the same command again gives the money back, and the goods are not counted twice.
 */
@Injectable()
export class ReceiveReturnService {
  constructor(
    private readonly returns: ReturnRepository,
    private readonly changes: OrderChangesService,
    private readonly pieces: OrderPiecesService,
    private readonly inventory: InventoryService,
    private readonly refunding: RefundOrderService,
    private readonly mails: OrderMailsService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** `restock` false: what came back cannot be sold again. */
  async receive(orderId: number, restock: boolean, by: Actor): Promise<ReturnOutcome> {
    const open = (await this.returns.ofOrder(orderId)).find(({ state }) => isOpenReturn(state));
    if (open) {
      const taken = await this.take(open, restock, by);
      if (!taken.ok) return taken;
    }
    const received = (await this.returns.ofOrder(orderId)).find(({ state }) => state === 'received');
    return received ? this.giveBack(received, by) : { ok: false, reason: 'no_return' };
  }

  private take(open: Return, restock: boolean, by: Actor): Promise<ReturnOutcome> {
    return this.changes.whileLocked(
      open.orderId,
      'part_return',
      async (tx, order): Promise<ReturnOutcome> => {
        const one = (await this.returns.ofOrder(order.id, tx)).find(({ id }) => id === open.id);
        if (!one || !isOpenReturn(one.state)) return { ok: true, order };
        const refusal = refusePieces(order, one.lines, kept);
        if (refusal) return refusal;
        if (restock) await this.inventory.restock(tx, stockOf(order, one.lines));
        const back = await this.pieces.returned(tx, order, one.lines);
        await this.returns.setState(tx, one, 'received', { at: this.clock.now() });
        const isAll = [...piecesOf(back.lines, kept), ...piecesOf(back.lines, unsent)].length === 0;
        const detail = picksText(order, one.lines);
        const moved = await this.changes.move(tx, back, isAll ? 'return' : 'part_return', { by, detail });
        await this.mails.returned(tx, moved, one.nth, one.lines);
        return { ok: true, order: moved };
      },
    );
  }

  private async giveBack(received: Return, by: Actor): Promise<ReturnOutcome> {
    const lines = received.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
    const wish = {
      amount: null,
      putsBack: false,
      parts: { lines, shipping: 0 },
      name: `return-${received.id}`,
      by,
    };
    const refunded = await this.refunding.refund(received.orderId, wish);
    if (!refunded.ok) return refunded;
    await this.database.transaction((tx) =>
      this.returns.setState(tx, received, 'refunded', { at: this.clock.now() }),
    );
    return refunded;
  }
}
