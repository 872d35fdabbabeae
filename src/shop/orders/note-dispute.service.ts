import { Injectable } from '@nestjs/common';
import type { Minor } from '../../core/money/money.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Actor } from './actor.js';
import { OrderHistoryRepository } from './order-history.repository.js';
import { OrderRepository } from './order.repository.js';

/** What a provider says about a dispute. `detail` names it, for staff, and is the same in each repeat. */
export interface Dispute {
  amount: Minor | null;
  detail: string;
}

/** Writes into an order's history that its payment is disputed. It is answered at the provider; the order stays as it is. */
@Injectable()
export class NoteDisputeService {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly history: OrderHistoryRepository,
    private readonly clock: Clock,
  ) {}

  /** Once, however often and by however many it is told. */
  async note(orderId: number, { amount, detail }: Dispute, by: Actor): Promise<void> {
    await this.database.transaction(async (tx) => {
      const order = await this.orders.lock(tx, orderId);
      if (!order || (await this.history.has(tx, orderId, 'dispute', detail))) return;
      const { state } = order;
      const happening = { event: 'dispute', fromState: state, toState: state, amount, by, detail } as const;
      await this.history.add(tx, orderId, { ...happening, happenedAt: this.clock.now() });
    });
  }
}
