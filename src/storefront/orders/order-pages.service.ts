import { Injectable } from '@nestjs/common';
import { deadline } from '../../platform/clock/deadline.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { PendingPaymentsService } from '../../shop/checkout/pending-payments.service.js';
import type { OrderDetails } from '../../shop/orders/order.js';
import { OrdersService } from '../../shop/orders/orders.service.js';
import { SHOPPER_WAITS_MS } from '../../shop/payments/payments.service.js';
import { PageService } from '../page/page.service.js';
import { seeOther } from '../page/see-other.js';
import type { Turn } from '../page/turn.js';

/** What the pages of an order have in common: only its address opens them, and nobody keeps or passes it on. */
@Injectable()
export class OrderPages {
  constructor(
    private readonly orders: OrdersService,
    private readonly pending: PendingPaymentsService,
    private readonly pages: PageService,
    readonly messages: Messages,
    readonly formatters: Formatters,
  ) {}

  /** Errors: NotFoundError for anything that is no address of an order. */
  async order(token: string): Promise<OrderDetails> {
    const order = await this.orders.byToken(token);
    if (!order) throw new NotFoundError('errors.not_found');
    return this.settled(order);
  }

  async show(
    { request, response, visitor }: Turn,
    view: string,
    order: OrderDetails,
    model: object,
    status = 200,
  ): Promise<void> {
    // The address is the key to the page: it must not travel on to other sites.
    response.setHeader('Referrer-Policy', 'same-origin');
    response.setHeader('X-Robots-Tag', 'noindex');
    await this.pages.show(request, response, visitor, view, {
      title: this.messages.t('orders.title', { number: order.number }),
      noIndex: true,
      status,
      model: { number: order.number, path: `/orders/${order.token}`, ...model },
    });
  }

  /** Back to the order, with a word about what was done. */
  back(
    { response, visitor }: Turn,
    order: OrderDetails,
    key: string,
    kind: 'success' | 'notice' = 'success',
  ) {
    visitor.flash({ key, kind });
    seeOther(response, `/orders/${order.token}`);
  }

  /** Its owner waits for a payment: the provider is asked what became of it, which the worker would do later. */
  private async settled(order: OrderDetails): Promise<OrderDetails> {
    if (order.state !== 'pending_payment' || order.tender.status !== 'requested') return order;
    const now = await deadline(this.pending.ask(order, false), SHOPPER_WAITS_MS).catch(() => order);
    return now.state === order.state ? order : ((await this.orders.byToken(order.token)) ?? order);
  }
}
