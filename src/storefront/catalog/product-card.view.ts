import { tenthsOf, type Rating } from '../../core/reviews/rating.js';
import { activeTheme } from '../../platform/theme/theme.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import type { ProductCard } from '../../shop/catalog/card.types.js';
import { unitPriceText } from '../prices/unit-price.view.js';

export interface Words {
  messages: Messages;
  formatters: Formatters;
}

/** Model of the partial `stars`; null without reviews. */
export function ratingView(rating: Rating | null, { t }: Messages) {
  if (!rating || rating.count === 0) return null;
  const tenths = tenthsOf(rating);
  const average = t('reviews.average', { average: tenths / 10 });
  return {
    average,
    halves: Math.round(tenths / 5),
    count: rating.count,
    label: t('reviews.label', { average, count: rating.count }),
  };
}

const SHOWN_COLOURS = 4;

/** Of a file of this shop, and not of one on another host. */
export const isOwnAddress = (src: string | null | undefined): src is string =>
  src !== null && src !== undefined && src.startsWith('/') && !src.startsWith('//');

/** A picture of this shop as it is; for one on another host, or none, the drawn parcel. Nothing is loaded from elsewhere. */
export const ownPicture = (src: string | null | undefined): string =>
  isOwnAddress(src) ? src : activeTheme().pictures.placeholder;

export const productHref = (handle: string): string => `/products/${encodeURIComponent(handle)}`;

/** Model of the partial `product-card`. `isEager`: it stands above the fold. */
export function productCard(card: ProductCard, { messages, formatters }: Words, isEager = false) {
  const { t } = messages;
  const isReduced = card.compareAtPrice !== null && card.compareAtPrice > card.priceMin;
  const hasOnePrice = card.priceMin === card.priceMax;
  return {
    href: productHref(card.handle),
    handle: card.handle,
    title: card.title,
    wish: t('wishlist.add_of', { name: card.title }),
    compare: t('compare.add_of', { name: card.title }),
    src: ownPicture(card.imageSrc),
    alt: card.imageAlt,
    second: card.secondImageSrc && ownPicture(card.secondImageSrc),
    third: card.thirdImageSrc && ownPicture(card.thirdImageSrc),
    isEager,
    price: {
      now: formatters.money(card.priceMin),
      was: isReduced && hasOnePrice ? formatters.money(card.compareAtPrice ?? 0) : null,
      from: !hasOnePrice,
    },
    unit: unitPriceText(card.priceMin, card.measure, { messages, formatters }),
    rating: ratingView(card.rating, messages),
    badge: badgeOf(card, isReduced, t),
    add: addOf(card, t),
    ...coloursOf(card, t),
  };
}

/** A thing without choices can be put into the cart from its card. */
const addOf = ({ soleVariantId, isAvailable, title }: ProductCard, t: Messages['t']) =>
  soleVariantId !== null && isAvailable
    ? { id: soleVariantId, label: t('catalog.add_title', { title }) }
    : null;

function badgeOf(card: ProductCard, isReduced: boolean, t: Messages['t']) {
  if (!card.isAvailable) return { text: t('catalog.sold_out'), className: 'badge' };
  return isReduced ? { text: t('catalog.on_offer'), className: 'badge badge--offer' } : null;
}

/** Small pictures of the first colours, and how many there are. Nothing for a thing of one colour. */
function coloursOf(card: ProductCard, t: Messages['t']) {
  if (card.colours.length < 2) return { colours: [], colourText: null };
  const pictured = card.colours.filter((colour) => colour.imageSrc);
  const colours = pictured.slice(0, SHOWN_COLOURS).map(({ name, imageSrc }) => {
    return { name, src: ownPicture(imageSrc) };
  });
  return { colours, colourText: t('catalog.colour_count', { count: card.colours.length }) };
}
