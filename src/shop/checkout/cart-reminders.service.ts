import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { inLanguage } from '../../platform/language/current-language.js';
import { CartService } from '../cart/cart.service.js';
import { OrdersService } from '../orders/orders.service.js';
import { CartReminderMailService } from './cart-reminder-mail.service.js';
import { CheckoutRepository, type LeftCheckout } from './checkout.repository.js';

/** Nobody who is still at it is reminded. */
const LEFT_FOR_HOURS = 4;
/** What was left longer ago, while no worker ran, is left alone. */
const TOO_LATE_HOURS = 72;

/** One mail about a cart that was left behind at the checkout, to whoever asked for it there. */
@Injectable()
export class CartRemindersService {
  constructor(
    private readonly checkouts: CheckoutRepository,
    private readonly carts: CartService,
    private readonly orders: OrdersService,
    private readonly mails: CartReminderMailService,
    private readonly database: Database,
  ) {}

  /** For the worker; any number may run it at once. True when there may be more. Errors: UnavailableError, nothing is lost. */
  async remind(limit = 50): Promise<boolean> {
    const left = await this.checkouts.findLeft({ after: LEFT_FOR_HOURS, before: TOO_LATE_HOURS }, limit);
    for (const checkout of left) await inLanguage(checkout.language, () => this.remindOf(checkout));
    return left.length === limit;
  }

  /** Who has bought since, with another browser, or emptied the cart, needs no reminder. */
  private async remindOf(checkout: LeftCheckout): Promise<void> {
    const hasBought = await this.orders.hasOrderedSince(checkout.email, checkout.changedAt);
    const cart = await this.carts.priced(checkout.cartId);
    const isWanted = !hasBought && cart.lines.length > 0;
    await this.database.transaction(async (tx) => {
      const isFirst = await this.checkouts.endReminder(tx, checkout.token);
      if (isFirst && isWanted) await this.mails.leftBehind(tx, checkout, cart);
    });
  }
}
