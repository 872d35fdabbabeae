import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { CartCopiesService } from '../cart/cart-copies.service.js';
import { customerCartId } from '../cart/cart.js';
import { CheckoutService } from '../checkout/checkout.service.js';
import { CreditService } from '../credit/credit.service.js';
import { CustomersService } from '../customers/customers.service.js';
import { EndSessionsService } from '../customers/end-sessions.service.js';
import { OrdersService } from '../orders/orders.service.js';
import { LeaveStripeService } from '../payments/stripe/leave-stripe.service.js';
import { PromotionsService } from '../promotions/promotions.service.js';
import { ForgetAuthorsService } from '../reviews/forget-authors.service.js';
import { WishlistsService } from '../wishlists/wishlists.service.js';

/**
 * Deletes an account. Orders stay, as the law wants invoices kept, and belong to nobody; reviews stay without the name; all else goes, at
 * Stripe too. The row of the customer is held first and deleted last, in one transaction: an order that is placed at the same time is
 * recorded before, and loses its customer with the others, or is refused.
 */
@Injectable()
export class CloseAccountService {
  private readonly log = new Logger(CloseAccountService.name);

  constructor(
    private readonly sessions: EndSessionsService,
    private readonly customers: CustomersService,
    private readonly orders: OrdersService,
    private readonly promotions: PromotionsService,
    private readonly credit: CreditService,
    private readonly reviews: ForgetAuthorsService,
    private readonly wishlists: WishlistsService,
    private readonly checkouts: CheckoutService,
    private readonly carts: CartCopiesService,
    private readonly stripe: LeaveStripeService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * False: there is no such customer (any more). Errors: UnavailableError. The sessions may be over then and the account still there; to try again
   * does no harm.
   */
  async close(customerId: number): Promise<boolean> {
    const remove = () => this.database.transaction((tx) => this.remove(tx, customerId));
    const isClosed = await this.sessions.endForGood(customerId, remove);
    if (!isClosed) return false;
    this.log.log({ event: 'account deleted', customerId });
    await this.forgetCart(customerId);
    return true;
  }

  /** Orders before credit before products: as everybody else who holds more than one of them. */
  private async remove(tx: EntityManager, customerId: number): Promise<void> {
    if (!(await this.customers.hold(tx, customerId))) return;
    const cartId = customerCartId(customerId);
    await this.checkouts.forget(tx, cartId);
    const lineIds = await this.orders.leaveCustomer(tx, customerId);
    await this.promotions.leaveCustomer(tx, customerId);
    await this.credit.leaveCustomer(tx, customerId, this.clock.now());
    await this.wishlists.forget(tx, cartId);
    await this.carts.deleteCopy(tx, cartId);
    await this.stripe.promise(tx, customerId);
    await this.reviews.forget(tx, lineIds);
    await this.customers.delete(tx, customerId);
  }

  /** Of goods and a note, under a number that is nobody's: when its store is away, it is forgotten there after ninety days. */
  private async forgetCart(customerId: number): Promise<void> {
    await this.carts
      .forget(customerCartId(customerId))
      .catch((error: Error) => this.log.warn(`cart of deleted customer ${customerId}: ${error.message}`));
  }
}
