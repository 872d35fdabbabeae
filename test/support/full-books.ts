import { DocumentsService } from '../../src/shop/documents/documents.service.js';
import { ShipOrderService } from '../../src/shop/fulfilment/ship-order.service.js';
import { SHOPPER } from '../../src/shop/orders/actor.js';
import { CancelOrderService } from '../../src/shop/orders/cancel-order.service.js';
import { EditPromotionsService } from '../../src/shop/promotions/edit-promotions.service.js';
import { ReturnsService } from '../../src/shop/returns/returns.service.js';
import { creditDeeds, placed } from '../repositories/credit-deeds.js';
import type { OrderShop } from '../repositories/orders-shop.js';
import { aPromotion, create, freshCode } from './promotions.js';

const GIFT_CARD = 1000;

/** Orders of every kind that the books know: answers the number of one that has been paid, sent and has an invoice. */
export async function fillBooks(shop: OrderShop): Promise<string> {
  const { details, card, paid, refund } = creditDeeds(() => shop);
  const whole = { carrier: null, trackingNumber: null };
  const sent = await paid([]);
  await shop.module.get(ShipOrderService).ship(Number(sent), whole);
  const byCard = await paid([await card(GIFT_CARD)], 3);
  const [line] = (await details(byCard)).lines;
  const parcel = { ...whole, lines: [{ lineId: line!.id, quantity: 1 }] };
  await shop.module.get(ShipOrderService).ship(Number(byCard), parcel);
  await refund(byCard, { amount: 1500 });
  const returned = await paid([], 2);
  await shop.module.get(ShipOrderService).ship(Number(returned), whole);
  const sentBack = await details(returned);
  const back = [{ lineId: sentBack.lines[0]!.id, quantity: 1, reason: 'too_small' as const }];
  await shop.module.get(ReturnsService).ask(sentBack, back, 'It pinches.', SHOPPER);
  const cancelled = placed(await shop.place(await shop.ready({ jacket: 1 }, 'invoice')));
  await shop.module.get(CancelOrderService).cancel(await details(cancelled.number));
  const code = freshCode();
  await create(shop.module.get(EditPromotionsService), aPromotion({ codes: [code], limitTotal: 50 }));
  placed(
    await shop.place(await shop.ready({ plenty: 2, jacket: 1 }, 'invoice', undefined, { codes: [code] })),
  );
  for (const number of [sent, byCard, returned])
    await shop.module.get(DocumentsService).invoice(await details(number));
  return sent;
}
