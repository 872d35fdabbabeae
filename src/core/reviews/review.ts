import type { PaymentState } from '../orders/payment-state.js';
import { lineProblem } from '../text/line.js';
import { MOST_STARS } from './rating.js';

export const reviewStates = ['waiting', 'published', 'refused'] as const;
export type ReviewState = (typeof reviewStates)[number];

/** What somebody writes: plain text, `body` in lines. */
export interface ReviewText {
  stars: number;
  title: string;
  body: string;
  author: string;
}

/** Most characters of each text, as the table has room for them. */
export const reviewLimits = { title: 120, body: 3000, author: 60 } as const;

/** States in which what a line cost has been received, whatever came back of it. */
const PAID: readonly PaymentState[] = ['paid', 'partially_refunded', 'refunded'];

/** Who has paid for a thing and been sent one can say what it is like, also after sending it back. */
export const mayReview = (payment: PaymentState, { shipped }: { shipped: number }): boolean =>
  PAID.includes(payment) && shipped > 0;

export type ReviewProblem = 'missing' | 'unreadable' | 'too_long';

/** What keeps a review from being stored as it is, by field. */
export function reviewProblems({ stars, title, body, author }: ReviewText) {
  const isRated = Number.isInteger(stars) && stars >= 1 && stars <= MOST_STARS;
  const problems: Partial<Record<keyof ReviewText, ReviewProblem | null>> = {
    stars: isRated ? null : 'missing',
    title: textProblem(title, reviewLimits.title),
    body: textProblem(body.replaceAll('\n', ' '), reviewLimits.body),
    author: textProblem(author, reviewLimits.author),
  };
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem)) as Partial<
    Record<keyof ReviewText, ReviewProblem>
  >;
}

const textProblem = (text: string, most: number): ReviewProblem | null =>
  text === '' ? 'missing' : lineProblem(text, most);
