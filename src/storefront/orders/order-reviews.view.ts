import { fullTitle } from '../../core/catalog/full-title.js';
import { reviewLimits } from '../../core/reviews/review.js';
import type { Messages } from '../../platform/views/messages.js';
import type { OrderDetails, PlacedLine } from '../../shop/orders/order.js';
import type { Review } from '../../shop/reviews/review.js';
import type { Typed } from '../forms/checkout.form.js';
import type { ReviewForm } from '../forms/review.form.js';
import { starChoices } from '../catalog/reviews.view.js';

type Problems = Extract<ReviewForm, { ok: false }>['problems'];

export const reviewPath = (order: Pick<OrderDetails, 'token'>, lineId: number): string =>
  `/orders/${order.token}/review/${lineId}`;

/** Link of each line about which something can be said, by line id; none for what is published. */
export function reviewLinks(
  order: OrderDetails,
  lines: readonly PlacedLine[],
  written: ReadonlyMap<number, Review>,
  { t }: Messages,
) {
  return new Map(
    lines.flatMap(({ id }) => {
      const state = written.get(id)?.state ?? 'write';
      if (state === 'published') return [];
      return [[id, { href: reviewPath(order, id), text: t(`reviews.link.${state}`) }] as const];
    }),
  );
}

/** What the form begins with: what was written before, else the buyer's name. */
export function firstTyped(order: OrderDetails, review: Review | undefined): Typed {
  if (review) return { ...textsOf(review), stars: String(review.stars) };
  const { firstName, lastName } = order.shippingAddress;
  return { author: [firstName, lastName && `${lastName.slice(0, 1)}.`].filter(Boolean).join(' ') };
}

const textsOf = ({ title, body, author }: Review) => ({ title, body, author });

/** Model of `orders/review`. */
export function reviewForm(
  order: OrderDetails,
  line: PlacedLine,
  said: { typed: Typed; problems: Problems; reason: string | null },
  messages: Messages,
) {
  const { t } = messages;
  const { typed, problems, reason } = said;
  const errorOf = (name: string) => {
    const problem = problems[name];
    return problem ? t(problem.key, { most: problem.most }) : null;
  };
  const labels: Record<string, string> = {
    stars: t('reviews.write.stars'),
    title: t('reviews.write.headline'),
    body: t('reviews.write.body'),
    author: t('reviews.write.author'),
  };
  const field = (name: 'title' | 'author', hint: string | null) => ({
    id: name,
    name,
    type: 'text',
    label: labels[name],
    value: typed[name] ?? '',
    hint,
    describedBy: hint && `${name}-hint`,
    error: errorOf(name),
    isRequired: true,
    maxLength: reviewLimits[name],
  });
  return {
    action: reviewPath(order, line.id),
    name: fullTitle(line.title, line.variantTitle),
    stars: starChoices(typed['stars'], messages),
    starsError: errorOf('stars'),
    fields: { title: field('title', null), author: field('author', t('reviews.write.author_hint')) },
    body: typed['body'] ?? '',
    bodyError: errorOf('body'),
    refused: reason === null ? null : t('reviews.write.refused', { reason }),
    errors: {
      title: t('checkout.wrong'),
      problems: Object.keys(problems).map((name) => ({
        field: name,
        label: labels[name],
        text: errorOf(name),
      })),
    },
  };
}
