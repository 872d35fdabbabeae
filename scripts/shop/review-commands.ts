import type { INestApplicationContext } from '@nestjs/common';
import { Formatters } from '../../src/platform/views/formatters.js';
import {
  ModerateReviewsService,
  MOST_REASON,
  type ModerationOutcome,
} from '../../src/shop/reviews/moderate-reviews.service.js';
import type { Review } from '../../src/shop/reviews/review.js';
import { Mistyped, Refused, type Command, type Options } from './command.js';
import { table } from './table.js';

const MOST_LISTED = 100;

/** As `review list` prints them: the second number is the text that was read. */
const nameOf = ({ id, revision }: Review): string => `${id}-${revision}`;

async function list(shop: INestApplicationContext, options: Options): Promise<string> {
  const state = options['waiting'] === true ? 'waiting' : null;
  const { dateTime } = shop.get(Formatters);
  const rows = (await shop.get(ModerateReviewsService).list(state, MOST_LISTED)).map((review) => [
    nameOf(review),
    dateTime(review.writtenAt),
    review.state,
    String(review.stars),
    review.author,
    review.title.slice(0, 60),
  ]);
  const found = table(['Review', 'Written', 'State', 'Stars', 'By', 'Title'], rows);
  return `${found}\n${rows.length} reviews${rows.length === MOST_LISTED ? ', the newest' : ''}`;
}

/** `12-2` or `12`. Without the second number it is the newest text, whatever it is. */
async function find(shop: INestApplicationContext, typed: string): Promise<Review> {
  const [, id, revision] = /^([1-9]\d{0,14})(?:-([1-9]\d{0,8}))?$/.exec(typed) ?? [];
  if (!id) throw new Mistyped('name the review as `review list` does: 12-1');
  const review = await shop.get(ModerateReviewsService).byId(Number(id));
  if (!review) throw new Refused(`There is no review ${typed}.`);
  return { ...review, revision: revision ? Number(revision) : review.revision };
}

async function show(shop: INestApplicationContext, typed: string): Promise<string> {
  const review = await find(shop, typed);
  const newest = await shop.get(ModerateReviewsService).byId(review.id);
  const { stars, title, body, author, state, reason, helpful, writtenAt, productId } = newest ?? review;
  return [
    `Review ${nameOf(newest ?? review)} of product ${productId}: ${state}${reason === null ? '' : ` (${reason})`}`,
    `${stars} stars by ${author}, ${shop.get(Formatters).dateTime(writtenAt)}, helpful to ${helpful}`,
    '',
    title,
    '',
    body,
  ].join('\n');
}

function report(typed: string, done: string, outcome: ModerationOutcome): string {
  if (outcome === 'done') return `Review ${typed}: ${done}.`;
  if (outcome === 'not_found') throw new Refused(`There is no review ${typed}.`);
  throw new Refused(
    `Review ${typed} was written anew since. Read it again: npm run shop -- review show ${typed}`,
  );
}

async function publish(shop: INestApplicationContext, typed: string): Promise<string> {
  const { id, revision } = await find(shop, typed);
  return report(typed, 'shown', await shop.get(ModerateReviewsService).publish(id, revision));
}

async function refuse(shop: INestApplicationContext, typed: string, options: Options): Promise<string> {
  const reason = typeof options['reason'] === 'string' ? options['reason'].trim() : '';
  if (reason === '' || reason.length > MOST_REASON)
    throw new Mistyped(`say why, in ${MOST_REASON} characters at most: --reason="..."`);
  const { id, revision } = await find(shop, typed);
  const outcome = await shop.get(ModerateReviewsService).refuse(id, revision, reason);
  return report(typed, 'not shown; who wrote it reads why on the page of the order', outcome);
}

export const reviewCommands: Command[] = [
  {
    name: 'review list',
    usage: 'review list [--waiting]',
    switches: ['waiting'],
    words: 0,
    run: (shop, _words, options) => list(shop, options),
  },
  { name: 'review show', usage: 'review show ID', words: 1, run: (shop, [id = '']) => show(shop, id) },
  {
    name: 'review publish',
    usage: 'review publish ID   (as the list names it: what was written since is not shown unread)',
    words: 1,
    run: (shop, [id = '']) => publish(shop, id),
  },
  {
    name: 'review refuse',
    usage: 'review refuse ID --reason="WHY"   (also takes down what is shown)',
    values: ['reason'],
    words: 1,
    run: (shop, [id = ''], options) => refuse(shop, id, options),
  },
];
