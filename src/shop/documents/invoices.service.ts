import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { OutboxRelay } from '../../platform/outbox/outbox-relay.js';
import type { OrderDetails } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { InvoiceRepository, type Invoice } from './invoice.repository.js';

/**
 * Numbers of invoices: one sequence without a gap, one number per order, given once when there is something to invoice.
 * A short transaction of its own, so that nobody who pays waits for the counter.
 */
@Injectable()
export class InvoicesService implements OnModuleInit {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly orders: OrdersService,
    private readonly invoices: InvoiceRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.relay.handle('invoice', async (row) => {
      const order = await this.orders.byNumber(String((row.payload as { orderId: number }).orderId));
      if (order) await this.of(order);
    });
  }

  /** The invoice of an order, numbered now if it has none; null while there is nothing to invoice. */
  of(order: OrderDetails): Promise<Invoice | null> {
    return this.database.transaction(async (tx) => {
      const early = await this.invoices.find(tx, order.id);
      if (early || !hasInvoice(order)) return early;
      const last = await this.invoices.lockCounter(tx);
      const meanwhile = await this.invoices.find(tx, order.id);
      if (meanwhile) return meanwhile;
      const invoice = { number: last + 1, issuedAt: this.clock.now() };
      await this.invoices.add(tx, order.id, invoice);
      return invoice;
    });
  }
}

/** Once it was paid, also if it was refunded since; an order that is paid by invoice has one to pay by. */
export function hasInvoice({ states, tender }: OrderDetails): boolean {
  if (states.payment === 'authorised') return tender.gateway === 'invoice';
  return states.payment !== 'pending' && states.payment !== 'voided';
}
