import { shownStock } from '../../core/inventory/shown-stock.js';
import { largestFile } from '../../platform/images/sized-picture.js';
import type { Beside } from '../../shop/catalog/card.types.js';
import type { ProductPage } from '../../shop/catalog/product.types.js';
import type { Variant } from '../../shop/catalog/variant.types.js';
import type { Availability } from '../../shop/inventory/inventory.service.js';
import { groupOf, pictureGroups, variantWith, type Choice, type Stock } from './product-choice.js';
import { videoViews } from './product-videos.view.js';
import { togetherPrice } from './together.view.js';
import { sizeGuidePath } from './size-guides.js';
import { unitPriceText } from '../prices/unit-price.view.js';
import { ownPicture, productHref, type Words } from './product-card.view.js';

const MOST_AT_ONCE = 9999;
const COLOUR = /^colou?r$/i;

interface Shown {
  src: string;
  alt: string;
}

/** Model of `catalog/product`, and of the script that switches variants on it. */
export function productView(
  product: ProductPage,
  stock: Stock,
  choice: Choice,
  words: Words,
  others: Pick<Beside, 'together' | 'isSample'>,
) {
  const groups = pictureGroups(product).map((group) =>
    group.map(({ src, alt }) => ({ src: ownPicture(src), alt })),
  );
  const offer = (variant: Variant) => ({
    ...offerOf(product, variant, stock.get(variant.id), words),
    together: others.together.length > 0 ? togetherPrice(variant, others, words) : null,
  });
  const chosen = offer(choice.variant);
  const parcel = { src: ownPicture(null), alt: product.title };
  const videos = videoViews(product, words.messages);
  const pictures = (shown: readonly Shown[]) => pictureViews(shown, shown.length + videos.length === 1);
  return {
    title: product.title,
    handle: product.handle,
    vendor: product.vendor,
    vendorQuery: encodeURIComponent(product.vendor),
    bodyHtml: product.bodyHtml,
    href: productHref(product.handle),
    pictures: pictures(groups[chosen.group] ?? [parcel]),
    videos,
    galleries:
      groups.length < 2 ? [] : groups.map((group, nth) => ({ group: nth, pictures: pictures(group) })),
    chosen,
    hasSoldOut: product.variants.some(({ id }) => !stock.get(id)?.isAvailable),
    notMade: choice.isExact ? null : words.messages.t('catalog.not_made'),
    sizeGuide: sizeGuidePath(product.ownType ?? product.type),
    options: product.options.map((_, i) => optionView(product, stock, choice.variant, i, words)),
    data: {
      variants: product.variants.map(offer),
      ...scriptWords(words),
    },
  };
}

/** The first picture is the largest thing on the page. */
const pictureViews = (shown: readonly Shown[], isSole: boolean) =>
  shown.map((picture, i) => ({
    ...picture,
    largest: largestFile(picture.src),
    number: i + 1,
    isFirst: i === 0,
    isSole,
  }));

/** What changes on the page with the variant. */
export function offerOf(
  product: ProductPage,
  variant: Variant,
  level: Availability | undefined,
  { messages, formatters }: Words,
) {
  const was = variant.compareAtPrice;
  const isReduced = was !== null && was > variant.price;
  return {
    id: variant.id,
    title: product.options.length === 0 ? '' : variant.title,
    options: variant.options,
    price: { now: formatters.money(variant.price), was: isReduced ? formatters.money(was) : null },
    saving: isReduced ? savingText(was, variant, messages, formatters) : null,
    unit: unitPriceText(variant.price, variant.measure, { messages, formatters }),
    lowest: lowestText(variant, messages, formatters),
    sku: variant.sku ?? '',
    group: groupOf(pictureGroups(product), variant),
    canBuy: level?.isAvailable ?? false,
    quantityMax: Math.max(1, Math.min(level?.orderable ?? 1, MOST_AT_ONCE)),
    stock: stockText(level, messages),
  };
}

/** From what it is compared with, but never from more than the lowest price that the law names. Null when nothing is left of it. */
function savingText(
  was: number,
  { price, lowest }: Variant,
  { t }: Words['messages'],
  formatters: Words['formatters'],
) {
  const saved = (lowest?.since === null ? Math.min(was, lowest.price) : was) - price;
  return saved > 0 ? t('catalog.saving', { amount: formatters.money(saved) }) : null;
}

/** What the law wants beside a reduced price; null beside others. */
function lowestText({ lowest }: Variant, { t }: Words['messages'], formatters: Words['formatters']) {
  if (!lowest) return null;
  const price = formatters.money(lowest.price);
  if (lowest.since === null) return t('catalog.lowest_price', { price });
  return t('catalog.lowest_price_since', { price, day: formatters.date(new Date(lowest.since)) });
}

/** "2 left" only when there are two left. */
function stockText(level: Availability | undefined, { t }: Words['messages']) {
  const shown = level ? shownStock(level) : 'sold-out';
  if (shown === 'sold-out') return { text: t('catalog.stock.sold_out'), className: 'stock stock--out' };
  if (shown === 'ready') return { text: t('catalog.stock.ready'), className: 'stock' };
  if (shown === 'later') return { text: t('catalog.stock.later'), className: 'stock stock--few' };
  return { text: t('catalog.stock.few', { count: shown.left }), className: 'stock stock--few' };
}

function optionView(product: ProductPage, stock: Stock, chosen: Variant, index: number, { messages }: Words) {
  const option = product.options[index]!;
  const hasPictures = COLOUR.test(option.ownName ?? option.name);
  const values = option.values.map((value, i) => {
    const variant = variantWith(product.variants, chosen, index, value);
    const isOut = !variant || !stock.get(variant.id)?.isAvailable;
    return {
      id: `option-${index + 1}-${i + 1}`,
      value,
      isChosen: chosen.options[index] === value,
      isOut,
      note: variant ? messages.t('catalog.sold_out') : messages.t('catalog.not_made_short'),
      src: hasPictures ? pictureOf(product, index, value) : null,
    };
  });
  const isPictured = hasPictures && values.every((value) => value.src !== null);
  return {
    name: option.name,
    field: `option${index + 1}`,
    index,
    chosen: chosen.options[index],
    isPictured,
    values,
  };
}

function pictureOf(product: ProductPage, index: number, value: string): string | null {
  const own = product.variants.find((variant) => variant.options[index] === value && variant.imageSrc);
  return own ? ownPicture(own.imageSrc) : null;
}

/** Sentences that the script says. */
const scriptWords = ({ messages: { t } }: Words) => ({
  words: {
    soldOut: t('catalog.sold_out'),
    notMade: t('catalog.not_made_short'),
    add: t('catalog.add_to_cart'),
    was: t('common.was'),
  },
});
