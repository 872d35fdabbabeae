import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MailService } from '../../platform/mail/mail.service.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import type { Refund, Tender } from '../payments/tender.js';
import { orderWords } from './order-words.js';
import type { Order, Shipment } from './order.js';

type OrderMail = 'confirmed' | 'shipped' | 'cancelled' | 'refunded';

/** The mails about an order. Each is promised in the transaction of what it tells, once per order (or per refund). */
@Injectable()
export class OrderMailsService {
  constructor(
    private readonly mail: MailService,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  /** "We have your order." For an invoice it says how to pay. */
  confirmed(tx: EntityManager, order: Order, tender: Pick<Tender, 'gateway'>): Promise<void> {
    const isInvoice = tender.gateway === 'invoice' && order.total > 0;
    return this.send(tx, 'confirmed', order, '', {
      invoice: isInvoice ? { amount: this.formatters.money(order.total), reference: order.number } : null,
    });
  }

  shipped(tx: EntityManager, order: Order, shipment: Shipment): Promise<void> {
    const { carrier, trackingNumber } = shipment;
    return this.send(tx, 'shipped', order, '', { carrier, trackingNumber });
  }

  cancelled(tx: EntityManager, order: Order): Promise<void> {
    const reason = this.messages.t(`mail.cancelled.because.${order.cancelReason ?? 'by_shop'}`);
    return this.send(tx, 'cancelled', order, '', { reason });
  }

  refunded(tx: EntityManager, order: Order, refund: Refund): Promise<void> {
    const amount = this.formatters.money(refund.amount);
    return this.send(tx, 'refunded', order, `:${refund.id}`, { amount, isAll: order.state === 'refunded' });
  }

  private send(
    tx: EntityManager,
    kind: OrderMail,
    order: Order,
    suffix: string,
    more: object,
  ): Promise<void> {
    return this.mail.send(tx, `order-${kind}:${order.number}${suffix}`, {
      to: order.email,
      template: `order-${kind}`,
      subjectKey: `mail.${kind}.subject`,
      subjectValues: { number: order.number },
      model: { order: orderWords(order, this.messages, this.formatters), ...more },
    });
  }
}
