import type { Minor } from '../../core/money/money.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import type { Customer } from '../../shop/customers/customers.service.js';
import type { OrderSummary } from '../../shop/orders/order.js';

/** One page of a customer's orders, newest first. */
interface OrderHistory {
  orders: OrderSummary[];
  total: number;
  pageSize: number;
}

const fullName = (customer: Customer): string => `${customer.firstName} ${customer.lastName}`.trim();

/** What `account/home` shows. `page` counts from 1; `storeCredit` is null for a customer who never had any. */
export function accountPage(
  customer: Customer,
  history: OrderHistory,
  page: number,
  storeCredit: Minor | null,
  messages: Messages,
  formatters: Formatters,
) {
  const { t } = messages;
  const name = fullName(customer);
  return {
    greeting: t('account.greeting', { name: customer.firstName || customer.email }),
    name: name || null,
    email: customer.email,
    isConfirmed: customer.isConfirmed,
    storeCredit: storeCredit === null ? null : formatters.money(storeCredit),
    since: formatters.date(customer.createdAt),
    orders: history.orders.map((order) => orderRow(order, t, formatters)),
    newerHref: page > 1 ? `/account?page=${page - 1}` : null,
    olderHref: page * history.pageSize < history.total ? `/account?page=${page + 1}` : null,
  };
}

const orderRow = (order: OrderSummary, t: Messages['t'], formatters: Formatters) => ({
  number: order.number,
  href: `/account/orders/${order.number}`,
  placedOn: formatters.date(order.placedAt),
  placedAt: order.placedAt.toISOString(),
  state: t(`orders.states.${order.state}`),
  items: t('account.items', { count: order.itemCount }),
  total: formatters.in(order.currency).money(order.total),
});
