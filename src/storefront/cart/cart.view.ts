import { NO_OPTIONS } from '../../core/catalog/full-title.js';
import { MAX_LINE_QUANTITY } from '../../core/cart/limits.js';
import type { Messages } from '../../platform/views/messages.js';
import type { PricedCart, PricedCartLine } from '../../shop/cart/cart.service.js';
import type { ProductCard } from '../../shop/catalog/card.types.js';
import type { CouponsView } from './coupons.view.js';
import { optionsOf, urlOf } from './cart-json.view.js';
import { unitPriceText } from '../prices/unit-price.view.js';
import { ownPicture, productCard, type Words } from '../catalog/product-card.view.js';

/** What `cart/contents` shows. `returnTo`: where its forms lead back to (the page, or the drawer). */
export interface CartView {
  returnTo: string;
  /** By which an open page knows whether it is behind. */
  revision: number;
  isEmpty: boolean;
  count: number;
  countText: string;
  lines: object[];
  /** Put aside for later. */
  saved: object[];
  /** What the last sign-in brought together: for a day, while its lines are as they came and it can be taken back. */
  merge: { text: string; hint: string; undo: string } | null;
  subtotal: string;
  /** Promotions between subtotal and total, and codes that take nothing off. */
  coupons: CouponsView;
  /** Null when nothing is taken off. */
  total: string | null;
  /** The code that was just typed and refused. */
  coupon: { typed: string; problem: string } | null;
  note: string;
  hasProblem: boolean;
  error: string | null;
  suggestions: object[];
  /** How far it is to free delivery, in minor units for the bar; null when the shop has none. */
  free: { text: string; value: number; max: number } | null;
}

interface CartPlace {
  returnTo: string;
  error?: string;
  suggestions?: readonly ProductCard[];
  /** Subtotal from which a way of delivery is free, in minor units. */
  freeFrom: number | null;
  now: Date;
  /** After promotions, in minor units. */
  total: number;
  coupons: CouponsView;
  coupon?: { typed: string; problem: string };
}

export function cartView(cart: PricedCart, words: Words, page: CartPlace): CartView {
  const { messages, formatters } = words;
  const place = page.returnTo === '/cart' ? 'page' : 'drawer';
  return {
    returnTo: page.returnTo,
    revision: cart.revision,
    isEmpty: cart.lines.length === 0,
    count: cart.itemCount,
    countText: messages.t('cart.count', { count: cart.itemCount }),
    lines: cart.lines.map((line, i) => lineView(line, `${place}-line-${i + 1}`, words)),
    saved: cart.saved.map((line, i) => lineView(line, `${place}-saved-${i + 1}`, words)),
    merge: mergeView(cart, messages, page.now),
    subtotal: formatters.money(cart.subtotal),
    coupons: page.coupons,
    total: page.total === cart.subtotal ? null : formatters.money(page.total),
    coupon: page.coupon ?? null,
    note: cart.note,
    hasProblem: cart.hasProblem,
    error: page.error ?? null,
    free: page.freeFrom === null ? null : freeView(cart.subtotal, page.freeFrom, words),
    suggestions: (page.suggestions ?? []).map((card) => productCard(card, words)),
  };
}

/** `id` starts the ids of its fields and forms; drawer and page may be on the screen together. Hidden properties (`_gift`) stay hidden, as in Shopify. */
function lineView(line: PricedCartLine, id: string, { messages, formatters }: Words): object {
  const { variant, quantity } = line;
  const wasDearer = line.listPrice > line.unitPrice;
  return {
    id,
    key: line.key,
    quantity,
    quantityText: messages.t('cart.count', { count: quantity }),
    less: quantity - 1,
    more: quantity + 1,
    canHaveMore: quantity < Math.min(line.availability.orderable, MAX_LINE_QUANTITY),
    title: variant.productTitle,
    url: urlOf(line),
    imageSrc: ownPicture(variant.imageSrc),
    options: optionsOf(line).filter(({ value }) => value !== NO_OPTIONS),
    properties: propertiesOf(line),
    unitPrice: formatters.money(line.unitPrice),
    perMeasure: unitPriceText(line.unitPrice, variant.measure, { messages, formatters }),
    was: wasDearer ? formatters.money(line.listPrice) : null,
    linePrice: formatters.money(line.linePrice),
    problem: problemOf(line, messages),
    stockNote: stockNoteOf(line, messages),
  };
}

const MERGE_SHOWN_MS = 86_400_000;

function mergeView({ merge }: PricedCart, { t }: Messages, now: Date): CartView['merge'] {
  if (!merge || merge.fromAccount === 0 || now.getTime() - merge.at.getTime() > MERGE_SHOWN_MS) return null;
  const values = { device: merge.fromDevice, account: merge.fromAccount };
  return { text: t('cart.merged', values), hint: t('cart.merged_hint'), undo: merge.operationId };
}

const propertiesOf = (line: PricedCartLine): { name: string; value: string }[] =>
  Object.entries(line.properties)
    .filter(([name, value]) => !name.startsWith('_') && value !== '')
    .map(([name, value]) => ({ name, value }));

const problemOf = (line: PricedCartLine, messages: Messages): string | null =>
  line.problem && messages.t(`cart.problem.${line.problem}`, { available: line.availability.orderable });

/** Says why the quantity cannot go up, when it stands at the last piece. */
function stockNoteOf(line: PricedCartLine, messages: Messages): string | null {
  const { orderable } = line.availability;
  if (line.problem || orderable >= MAX_LINE_QUANTITY || line.quantity < orderable) return null;
  return messages.t('cart.no_more', { available: orderable });
}

function freeView(subtotal: number, max: number, { messages, formatters }: Words): CartView['free'] {
  const left = max - subtotal;
  if (left <= 0) return { text: messages.t('cart.free_reached'), value: max, max };
  return { text: messages.t('cart.free_left', { amount: formatters.money(left) }), value: subtotal, max };
}
