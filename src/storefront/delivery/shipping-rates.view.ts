import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import type { DeliveryOffer } from '../../shop/delivery/delivery.service.js';

/** One rate in the shape of Shopify's Ajax API; `price` in major units as text. Source: shopify.dev/docs/api/ajax/reference/cart. */
export function shippingRate(
  offer: DeliveryOffer,
  { messages, formatters, currency }: { messages: Messages; formatters: Formatters; currency: string },
) {
  const name = messages.t(`checkout.delivery.${offer.id}`);
  return {
    name,
    presentment_name: name,
    code: offer.id,
    price: formatters.plainMoney(offer.price),
    markup: null,
    source: 'cloudcart',
    delivery_date: offer.from === offer.to ? offer.to : null,
    delivery_range: [offer.from, offer.to],
    delivery_days: [],
    compare_price: null,
    phone_required: false,
    currency,
    carrier_identifier: null,
    description: null,
  };
}
