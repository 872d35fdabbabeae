import { reviewLimits, reviewProblems, type ReviewText } from '../../core/reviews/review.js';
import { readTexts, type Typed } from './checkout.form.js';

/** A problem is the key of its text, with values. */
export type ReviewForm =
  | { ok: true; text: ReviewText }
  | { ok: false; typed: Typed; problems: Record<string, { key: string; most: number }> };

/** Fields: `stars`, `title`, `body`, `author`. */
export function readReviewForm(body: unknown): ReviewForm {
  const typed = readTexts(body);
  const of = (name: string) => (typed[name] ?? '').trim();
  const stars = /^[1-5]$/.test(of('stars')) ? Number(of('stars')) : 0;
  const text = { stars, title: of('title'), body: of('body').replace(/\r\n?/g, '\n'), author: of('author') };
  const problems = Object.entries(reviewProblems(text)).map(([field, problem]) => {
    const key = problem === 'missing' ? `missing.${field}` : problem;
    const most = reviewLimits[field as keyof typeof reviewLimits] ?? 0;
    return [field, { key: `reviews.write.${key}`, most }] as const;
  });
  return problems.length === 0
    ? { ok: true, text }
    : { ok: false, typed, problems: Object.fromEntries(problems) };
}
