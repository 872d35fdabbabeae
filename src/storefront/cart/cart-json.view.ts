import { createHash } from 'node:crypto';
import { NO_OPTIONS } from '../../core/catalog/full-title.js';
import type { PricedLine } from '../../core/pricing/pricing.types.js';
import type { PricedCart, PricedCartLine } from '../../shop/cart/cart.service.js';
import type { CartTotals } from '../../shop/checkout/cart-totals.service.js';
import { aspectRatioOf, pixelsOf } from '../product-json/image-json.view.js';
import { pageAddress } from '../../platform/language/page-address.js';

/**
 * The cart in the shape of Shopify's Ajax Cart API. Amounts in minor units, weights in grams.
 * Source: shopify.dev/docs/api/ajax/reference/cart.
 */
export function cartJson(cart: PricedCart, { totals, coupons }: CartTotals, currency: string): object {
  return {
    token: cart.id === null ? '' : tokenOf(cart.id),
    note: cart.note,
    attributes: cart.attributes,
    original_total_price: cart.subtotal,
    total_price: totals.total,
    total_discount: totals.discount,
    total_weight: cart.totalGrams,
    item_count: cart.itemCount,
    items: cart.lines.map((line, index) => ({
      ...lineJson(line),
      ...discountJson(line, totals.lines[index]),
    })),
    requires_shipping: cart.requiresShipping,
    currency,
    items_subtotal_price: totals.total,
    cart_level_discount_applications: [],
    discount_codes: [
      ...coupons.applied.map(({ code }) => ({ code, applicable: true })),
      ...coupons.refused.map(({ code }) => ({ code, applicable: false })),
    ],
  };
}

/** What promotions take off a line, each as an allocation of the line. Amounts in minor units. */
function discountJson(line: PricedCartLine, priced: PricedLine | undefined): object {
  if (!priced || priced.discount === 0) return {};
  const { discount, adjustments } = priced;
  const left = line.linePrice - discount;
  const each = Math.round(left / line.quantity);
  return {
    discounted_price: each,
    final_price: each,
    line_price: left,
    final_line_price: left,
    total_discount: discount,
    line_level_total_discount: discount,
    discounts: adjustments.map(({ title, amount }) => ({ title, amount })),
    line_level_discount_allocations: adjustments.map(({ title, code, amount }) => ({
      amount,
      discount_application: {
        type: code === null ? 'automatic' : 'discount_code',
        title: code ?? title,
        value_type: 'fixed_amount',
        value: amount,
        allocation_method: 'across',
        target_selection: 'entitled',
        target_type: 'line_item',
      },
    })),
  };
}

/** One line item in Shopify's shape. */
export function lineJson(line: PricedCartLine): object {
  const { variant, quantity, unitPrice } = line;
  return {
    id: variant.id,
    properties: line.properties,
    quantity,
    variant_id: variant.id,
    key: line.key,
    title: titleOf(line),
    price: unitPrice,
    original_price: unitPrice,
    discounted_price: unitPrice,
    line_price: line.linePrice,
    original_line_price: line.linePrice,
    total_discount: 0,
    discounts: [],
    sku: variant.sku,
    grams: variant.grams,
    vendor: variant.vendor,
    taxable: variant.isTaxed,
    product_id: variant.productId,
    product_has_only_default_variant: hasOnlyDefault(line),
    gift_card: false,
    final_price: unitPrice,
    final_line_price: line.linePrice,
    url: pageAddress(urlOf(line)),
    ...imageJson(line),
    handle: variant.productHandle,
    requires_shipping: variant.requiresShipping,
    product_type: variant.productType,
    product_title: variant.productTitle,
    product_description: '',
    variant_title: hasOnlyDefault(line) ? null : variant.title,
    variant_options: variant.options,
    options_with_values: optionsOf(line),
    line_level_discount_allocations: [],
    line_level_total_discount: 0,
    quantity_rule: { min: 1, max: null, increment: 1 },
    has_components: false,
  };
}

/** Names the cart without giving its id away: whoever knows the id of a cart could be given it by mistake. */
const tokenOf = (cartId: string): string => createHash('sha256').update(cartId).digest('hex').slice(0, 32);

const hasOnlyDefault = ({ variant }: PricedCartLine): boolean => variant.title === NO_OPTIONS;

/** `Enamel mug - Moss / S`, or only the product when it has one variant. */
export const titleOf = (line: PricedCartLine): string =>
  hasOnlyDefault(line) ? line.variant.productTitle : `${line.variant.productTitle} - ${line.variant.title}`;

export const urlOf = ({ variant }: PricedCartLine): string =>
  `/products/${encodeURIComponent(variant.productHandle)}?variant=${variant.id}`;

/** Option names with the chosen values, such as `{ name: 'Size', value: 'S' }`. */
export const optionsOf = ({ variant }: PricedCartLine): { name: string; value: string }[] =>
  variant.optionNames.map((name, i) => ({ name, value: variant.options[i] ?? '' }));

function imageJson({ variant }: PricedCartLine): object {
  const image = variant.imageSrc;
  const alt = image === null ? null : variant.imageAlt;
  return {
    featured_image: { aspect_ratio: aspectRatioOf(image), alt, ...pixelsOf(image), url: image },
    image,
  };
}
