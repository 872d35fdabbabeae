import { PendingPaymentsService } from '../../src/shop/checkout/pending-payments.service.js';
import { CancelOrderService } from '../../src/shop/orders/cancel-order.service.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefundOrderService } from '../../src/shop/orders/refund-order.service.js';
import type { OrderShop } from './orders-shop.js';

/** What staff and worker do about the payment of an order, by its number. `shop`: asked for each time, since it opens later. */
export function paymentDeeds(shop: () => OrderShop) {
  const details = async (number: string) => (await shop().module.get(OrdersService).byNumber(number))!;
  return {
    details,
    ask: async (number: string, isByWorker = false) =>
      shop()
        .module.get(PendingPaymentsService)
        .ask(await details(number), isByWorker),
    capture: async (number: string) =>
      shop()
        .module.get(CaptureOrderService)
        .capture(await details(number)),
    cancel: async (number: string) =>
      shop()
        .module.get(CancelOrderService)
        .cancel(await details(number)),
    refund: async (number: string, amount: number | null) =>
      shop()
        .module.get(RefundOrderService)
        .refund((await details(number)).id, { amount, putsBack: false }),
    state: async (number: string) => (await details(number)).state,
  };
}
