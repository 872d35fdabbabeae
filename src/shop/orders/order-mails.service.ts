import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { fullTitle } from '../../core/catalog/full-title.js';
import type { Minor } from '../../core/money/money.js';
import { piecesOf, unsent } from '../../core/orders/pieces.js';
import { inLanguage } from '../../platform/language/current-language.js';
import { MailService } from '../../platform/mail/mail.service.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import type { OrderTenders, Refund } from '../payments/tender.js';
import { amountOf } from '../payments/tenders.service.js';
import { creditName, type CreditPaid } from './credit-words.js';
import { orderWords } from './order-words.js';
import { returnLabel } from './return-label.js';
import type { LinePick, Order, Shipment } from './order.js';

type OrderMail =
  | 'confirmed'
  | 'paid'
  | 'shipped'
  | 'delivered'
  | 'cancelled'
  | 'refunded'
  | 'return_approved'
  | 'return_refused'
  | 'returned';

/**
 * The mails about an order, in its own language whoever causes them. Each is promised in the transaction of what it tells, once per
 * order (or per refund).
 */
@Injectable()
export class OrderMailsService {
  constructor(
    private readonly mail: MailService,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  /** "We have your order." For an invoice it says how to pay. */
  confirmed(tx: EntityManager, order: Order, tenders: OrderTenders): Promise<void> {
    const { tender } = tenders;
    const isInvoice = tender.gateway === 'invoice' && tender.amount > 0;
    return this.send(tx, 'confirmed', { ...order, ...tenders }, '', () => ({
      invoice: isInvoice ? { amount: this.money(order, tender.amount), reference: order.number } : null,
    }));
  }

  /** That money came which somebody had to send: an invoice. Cards and wallets were told of with the order. */
  paid(tx: EntityManager, order: Order, amount: Minor): Promise<void> {
    return this.send(tx, 'paid', order, '', () => ({ amount: this.money(order, amount) }));
  }

  /** One mail per parcel: what is in it, and what still follows. */
  shipped(tx: EntityManager, order: Order, shipment: Shipment & { id: number }): Promise<void> {
    const { carrier, trackingNumber, lines } = shipment;
    const isAll = piecesOf(order.lines, unsent).length === 0 && isWhole(order, lines);
    const rest = piecesOf(order.lines, unsent);
    const title = isAll ? 'title' : rest.length > 0 ? 'part_title' : 'rest_title';
    return this.send(tx, 'shipped', order, isAll ? '' : `:${shipment.id}`, () => ({
      title: this.messages.t(`mail.shipped.${title}`),
      carrier,
      trackingNumber,
      parcel: isAll ? null : this.titles(order, lines),
      following: this.titles(order, rest),
    }));
  }

  /** What to write on the parcel that comes back. `nth` return of the order. */
  returnApproved(tx: EntityManager, order: Order, nth: number): Promise<void> {
    return this.send(tx, 'return_approved', order, `:${nth}`, () => ({
      ...this.told('return_approved'),
      label: returnLabel(order, nth, this.messages),
    }));
  }

  returnRefused(tx: EntityManager, order: Order, nth: number, answer: string): Promise<void> {
    return this.send(tx, 'return_refused', order, `:${nth}`, () => ({
      ...this.told('return_refused'),
      answer,
    }));
  }

  returned(tx: EntityManager, order: Order, nth: number, picks: readonly LinePick[]): Promise<void> {
    return this.send(tx, 'returned', order, `:${nth}`, () => ({
      ...this.told('returned'),
      pieces: this.titles(order, picks),
    }));
  }

  private told(kind: OrderMail): { title: string; text: string } {
    return { title: this.messages.t(`mail.${kind}.title`), text: this.messages.t(`mail.${kind}.text`) };
  }

  delivered(tx: EntityManager, order: Order): Promise<void> {
    return this.send(tx, 'delivered', order, '', () => ({}));
  }

  cancelled(tx: EntityManager, order: Order): Promise<void> {
    return this.send(tx, 'cancelled', order, '', () => ({
      reason: this.messages.t(`mail.cancelled.because.${order.cancelReason ?? 'by_shop'}`),
    }));
  }

  /** `toCredit`: of it to gift cards and store credit, where it is at once; the rest takes as long as a bank takes. */
  refunded(
    tx: EntityManager,
    order: Order,
    refund: Refund,
    toCredit: readonly CreditPaid[] = [],
  ): Promise<void> {
    return this.send(tx, 'refunded', order, `:${refund.id}`, () => ({
      amount: this.money(order, refund.amount),
      isAll: order.state === 'refunded',
      back: toCredit.map((one) => this.backText(order, one)),
      isAtBank: refund.amount > amountOf(toCredit),
    }));
  }

  private backText(order: Order, credit: CreditPaid): string {
    return this.messages.t('mail.refunded.credit', {
      name: creditName(credit, this.messages),
      amount: this.money(order, credit.amount),
    });
  }

  private money({ currency }: Order, amount: Minor): string {
    return this.formatters.in(currency).money(amount);
  }

  /** `2 × Rain jacket, Moss / S` of some pieces. */
  private titles(order: Order, picks: readonly LinePick[]): string[] {
    return picks.map(({ lineId, quantity }) => {
      const line = order.lines.find(({ id }) => id === lineId);
      const title = line ? fullTitle(line.title, line.variantTitle) : '';
      return `${this.messages.t('mail.times', { quantity })} ${title}`;
    });
  }

  private send(
    tx: EntityManager,
    kind: OrderMail,
    order: Order & Partial<OrderTenders>,
    suffix: string,
    more: () => object,
  ): Promise<void> {
    return inLanguage(order.language, () =>
      this.mail.send(tx, `order-${kind}:${order.number}${suffix}`, {
        to: order.email,
        template: kind.startsWith('return') ? 'order-return' : `order-${kind}`,
        subjectKey: `mail.${kind}.subject`,
        subjectValues: { number: order.number },
        model: { order: orderWords(order, this.messages, this.formatters), ...more() },
      }),
    );
  }
}

const isWhole = (order: Order, picks: readonly LinePick[]): boolean =>
  order.lines.every(({ id, quantity }) =>
    picks.some((pick) => pick.lineId === id && pick.quantity === quantity),
  );
