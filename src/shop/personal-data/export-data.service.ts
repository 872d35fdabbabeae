import { Injectable } from '@nestjs/common';
import { fullTitle } from '../../core/catalog/full-title.js';
import { Clock } from '../../platform/clock/clock.js';
import type { DeviceSession } from '../../platform/session/customer-sessions.js';
import { CartService } from '../cart/cart.service.js';
import { customerCartId } from '../cart/cart.js';
import { CatalogService } from '../catalog/catalog.service.js';
import { CheckoutService } from '../checkout/checkout.service.js';
import { CreditService } from '../credit/credit.service.js';
import { AddressBookService } from '../customers/address-book.service.js';
import { CustomerGroupsService } from '../customers/customer-groups.service.js';
import { CustomersService, type Customer } from '../customers/customers.service.js';
import { NewsletterService } from '../newsletter/newsletter.service.js';
import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { ReturnsService } from '../returns/returns.service.js';
import { ReviewsService } from '../reviews/reviews.service.js';
import { StockAlertsService } from '../stock-alerts/stock-alerts.service.js';
import { WishlistsService } from '../wishlists/wishlists.service.js';
import { creditData, orderData, reviewData } from './data-shapes.js';

/**
 * Everything the shop holds about a customer, as an object for JSON. Amounts are minor units of the currency beside them, times are UTC. Each part is
 * written out field by field: what is a key to something (hashes, tokens) is in none of them.
 */
@Injectable()
export class ExportDataService {
  constructor(
    private readonly customers: CustomersService,
    private readonly groups: CustomerGroupsService,
    private readonly book: AddressBookService,
    private readonly orders: OrdersService,
    private readonly returns: ReturnsService,
    private readonly reviews: ReviewsService,
    private readonly credit: CreditService,
    private readonly wishlists: WishlistsService,
    private readonly alerts: StockAlertsService,
    private readonly newsletter: NewsletterService,
    private readonly carts: CartService,
    private readonly checkouts: CheckoutService,
    private readonly catalog: CatalogService,
    private readonly clock: Clock,
  ) {}

  /** `devices`: where the account is signed in. */
  async of(customer: Customer, devices: readonly DeviceSession[]): Promise<object> {
    const { id, email, firstName, lastName, createdAt } = customer;
    return {
      exportedAt: this.clock.now(),
      account: { id, email, firstName, lastName, createdAt, groups: await this.groups.ofCustomer(id) },
      addresses: (await this.book.list(id)).map(({ isDefault, address }) => ({ isDefault, ...address })),
      addressOfLastOrder: await this.customers.lastAddress(id),
      orders: await this.ordersOf(id),
      storeCredit: await this.creditOf(id),
      wishlist: await this.wishesOf(id),
      cart: await this.cartOf(id),
      stockAlerts: await this.alertsOf(id),
      newsletter: (await this.newsletter.ofCustomer(id)).map(
        ({ token: _key, id: _id, asks: _asks, ...rest }) => rest,
      ),
      devices: devices.map(({ device, createdAt: since, lastSeenAt }) => ({ device, since, lastSeenAt })),
    };
  }

  private async ordersOf(customerId: number): Promise<object[]> {
    const all: object[] = [];
    for await (const orders of this.orders.allOf(customerId)) all.push(...(await this.withMore(orders)));
    return all;
  }

  private async withMore(orders: readonly Order[]): Promise<object[]> {
    const returns = await this.returns.ofOrders(orders.map(({ id }) => id));
    const lineIds = orders.flatMap(({ lines }) => lines.map(({ id }) => id));
    const reviews = await this.reviews.ofLines(lineIds);
    return orders.map((order) => ({
      ...orderData(order),
      returns: returns
        .filter(({ orderId }) => orderId === order.id)
        .map(({ id: _id, orderId: _orderId, ...rest }) => rest),
      reviews: order.lines.flatMap((line) => {
        const review = reviews.get(line.id);
        return review ? [{ of: line.title, ...reviewData(review) }] : [];
      }),
    }));
  }

  private async creditOf(customerId: number): Promise<object[]> {
    const accounts = await this.credit.allOfCustomer(customerId);
    return Promise.all(
      accounts.map(async (account) => creditData(account, await this.credit.entries(account.id))),
    );
  }

  private async wishesOf(customerId: number): Promise<object> {
    const owner = customerCartId(customerId);
    const things = await this.named(await this.wishlists.of(owner));
    return { things, isShared: (await this.wishlists.linkOf(owner)) !== null };
  }

  /** What lies in the cart, and what was typed at the checkout and not ordered. */
  private async cartOf(customerId: number): Promise<object> {
    const cartId = customerCartId(customerId);
    const { lines, saved, note, attributes } = await this.carts.find(cartId);
    const { checkout } = await this.checkouts.state(cartId);
    const { email, shippingAddress, billingAddress, vatNumber } = checkout ?? {};
    const typed = checkout && { email, shippingAddress, billingAddress, vatNumber };
    return { lines, saved, note, attributes, checkout: typed };
  }

  private async alertsOf(customerId: number): Promise<object[]> {
    const alerts = await this.alerts.ofCustomer(customerId);
    const names = await this.named(alerts.map(({ variantId }) => variantId));
    return alerts.map(({ email, askedAt }, at) => ({ ...names[at], email, askedAt }));
  }

  /** In the order of the ids. */
  private async named(variantIds: readonly number[]) {
    const variants = await this.catalog.variantsByIds(variantIds);
    return variantIds.map((variantId) => {
      const variant = variants.get(variantId);
      return { variantId, name: variant ? fullTitle(variant.productTitle, variant.title) : null };
    });
  }
}
