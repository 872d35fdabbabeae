import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Clock } from '../../platform/clock/clock.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { PaymentTries } from '../../shop/checkout/payment-tries.js';
import type { Order } from '../../shop/orders/order.js';
import { ReservationsService } from '../../shop/orders/reservations.service.js';

/** Until when the goods are set aside, or that they are not any more and what to do. */
export interface ReservedWords {
  text: string;
  isOver: boolean;
}

/** Whoever is busy paying keeps their goods for a while longer. */
@Injectable()
export class ExtendReservation {
  constructor(
    private readonly reservations: ReservationsService,
    private readonly tries: PaymentTries,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  async extend(request: Request, order: Order): Promise<ReservedWords> {
    const { until, isOver, isMoved } = await this.reservations.extend(order);
    const { checkoutToken: token, cartId } = order;
    if (isMoved) await this.tries.goesOn({ token, cartId, address: request.ip ?? '' });
    if (isOver) return { text: this.messages.t('checkout.pay.over'), isOver };
    const minutes = Math.max(1, Math.round((until.getTime() - this.clock.now().getTime()) / 60_000));
    const text = this.messages.t('checkout.pay.reserved', { time: this.formatters.time(until), minutes });
    return { text, isOver };
  }
}
