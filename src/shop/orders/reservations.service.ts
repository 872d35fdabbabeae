import { Injectable } from '@nestjs/common';
import { endAfterActivity, type Reservation } from '../../core/orders/reservation.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Order } from './order.js';
import { ReservationRepository } from './reservation.repository.js';

/** An end that would move by less is left: however often a page is loaded, it writes twice a minute at most. */
const LEAST_SECONDS = 30;

type Reserved = Pick<Order, 'id' | 'placedAt' | 'reservation'>;

/** Goods that are set aside for an order that waits for its payment: for how long, and when they are let go. */
@Injectable()
export class ReservationsService {
  constructor(
    private readonly reservations: ReservationRepository,
    private readonly clock: Clock,
  ) {}

  /** Its owner is at it. The reservation as it is now, and whether that has moved its end. */
  async extend(order: Reserved): Promise<Reservation & { isMoved: boolean }> {
    const wanted = endAfterActivity(order.placedAt, this.clock.now());
    const isMoved = await this.reservations.move(order.id, wanted, LEAST_SECONDS);
    const until = isMoved ? wanted : order.reservation.until;
    return { until, isOver: !isMoved && until <= this.clock.now(), isMoved };
  }

  /**
   * True when the end has come: from then on nothing moves it, and the goods may be let go. Safe to repeat, and true again for
   * whoever takes over from one that died after this.
   */
  async expire({ id }: Reserved): Promise<boolean> {
    await this.reservations.expire(id, this.clock.now());
    return this.reservations.isExpired(id);
  }
}
