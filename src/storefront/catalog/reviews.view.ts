import { MOST_STARS, ratingOf } from '../../core/reviews/rating.js';
import type { ProductPage, ShownReview, ShownReviews } from '../../shop/catalog/product.types.js';
import { REVIEWS_PER_PAGE, type ReviewOrder, type ReviewQuery } from '../../shop/reviews/review.js';
import { pageNumbers } from './collection-pages.js';
import type { Query } from './collection-query.js';
import { productHref, ratingView, type Words } from './product-card.view.js';

const ORDERS: readonly ReviewOrder[] = ['newest', 'helpful'];
const FIRST: ReviewQuery = { stars: null, order: 'newest', page: 1 };
const MOST_PAGES = 10_000;

export const reviewsHref = (handle: string): string => `${productHref(handle)}/reviews`;

/** What an address asks for; whatever it does not understand counts as not given. */
export function readReviewQuery(query: Query): ReviewQuery {
  const { stars, sort_by: sort, page } = query;
  const number = typeof page === 'string' && /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1;
  return {
    stars: typeof stars === 'string' && /^[1-5]$/.test(stars) ? Number(stars) : null,
    order: ORDERS.find((order) => order === sort) ?? 'newest',
    page: Math.min(number, MOST_PAGES),
  };
}

/** How many pages there are of what is asked for, one at least. */
export const reviewPages = ({ stars: counts }: ShownReviews, { stars }: ReviewQuery): number =>
  Math.max(1, Math.ceil((stars === null ? ratingOf(counts).count : counts[stars - 1]!) / REVIEWS_PER_PAGE));

/** The part of a product's page about its reviews; null while there are none. */
export const productReviews = (product: ProductPage, words: Words) =>
  product.reviews && reviewsView(product, product.reviews, product.reviews.newest, FIRST, words);

/** Model of the partial `catalog/reviews`. Bars, orders and pages are links. */
export function reviewsView(
  { handle }: Pick<ProductPage, 'handle'>,
  reviews: ShownReviews,
  list: readonly ShownReview[],
  asked: ReviewQuery,
  words: Words,
) {
  const { t } = words.messages;
  const link = (wanted: Partial<ReviewQuery>) => hrefOf(handle, { ...asked, page: 1, ...wanted });
  const rating = ratingOf(reviews.stars);
  const isFront = asked.stars === null && asked.order === 'newest' && asked.page === 1;
  const returnTo = isFront ? productHref(handle) : link({ page: asked.page });
  return {
    rating: ratingView(rating, words.messages),
    hasSamples: reviews.hasSamples,
    all: asked.stars === null ? null : link({ stars: null }),
    bars: reviews.stars
      .map((count, at) => ({
        text: t('reviews.bar', { stars: at + 1 }),
        hint: t('reviews.bar_hint', { count }),
        count,
        most: rating.count,
        href: link({ stars: at + 1 }),
        isChosen: asked.stars === at + 1,
      }))
      .toReversed(),
    orders:
      list.length > 1
        ? ORDERS.map((order) => ({
            text: t(`reviews.order.${order}`),
            href: link({ order }),
            isChosen: order === asked.order,
          }))
        : null,
    list: list.map((review) => reviewView(review, returnTo, words)),
    pages: pageNumbers(
      { page: asked.page, pageCount: reviewPages(reviews, asked) },
      (page) => link({ page }),
      t,
    ),
  };
}

function hrefOf(handle: string, { stars, order, page }: ReviewQuery): string {
  const parameters = new URLSearchParams();
  if (stars !== null) parameters.append('stars', String(stars));
  if (order !== 'newest') parameters.append('sort_by', order);
  if (page > 1) parameters.append('page', String(page));
  const text = parameters.toString();
  return `${reviewsHref(handle)}${text && `?${text}`}`;
}

function reviewView(review: ShownReview, returnTo: string, { messages: { t }, formatters }: Words) {
  const { id, title, body, stars, author, helpful } = review;
  return {
    id,
    title,
    body,
    stars: { halves: stars * 2, label: t('reviews.stars_of', { stars }) },
    byline: t('reviews.byline', {
      author: author || t('reviews.no_author'),
      date: formatters.date(new Date(review.writtenAt)),
    }),
    origin: t(review.isVerified ? 'reviews.verified' : 'reviews.sample'),
    helpful: helpful > 0 ? t('reviews.helpful_count', { count: helpful }) : null,
    returnTo: `${returnTo}#review-${id}`,
  };
}

/** The choice of stars in the form, the best one first. */
export const starChoices = (chosen: string | undefined, { t }: Words['messages']) =>
  Array.from({ length: MOST_STARS }, (_, at) => MOST_STARS - at).map((stars) => ({
    value: stars,
    text: t('reviews.bar', { stars }),
    isChosen: chosen === String(stars),
  }));
