import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { neutralised } from '../../core/product-csv/formula.js';
import type { Subscription } from './subscription.js';
import { SubscriptionRepository } from './subscription.repository.js';

const BATCH = 1000;
const COLUMNS = ['email', 'language', 'asked_at', 'confirmed_at', 'wording', 'leave_path'];

/** The confirmed addresses as CSV, for a program that sends letters. UTF-8, lines ended by LF, times in UTC. */
@Injectable()
export class ExportNewsletter {
  constructor(private readonly subscriptions: SubscriptionRepository) {}

  /** The file piece by piece. `leave_path`: on the shop's address, for `List-Unsubscribe` and the letter itself; it takes RFC 8058's POST. */
  async *run(): AsyncGenerator<string> {
    yield stringify([COLUMNS]);
    for (let afterId = 0; ;) {
      const found = await this.subscriptions.confirmed(afterId, BATCH);
      yield stringify(found.map(cellsOf));
      if (found.length < BATCH) return;
      afterId = found.at(-1)!.id;
    }
  }
}

const cellsOf = ({ email, language, askedAt, confirmedAt, wording, token }: Subscription): string[] =>
  [
    email,
    language ?? '',
    askedAt.toISOString(),
    confirmedAt?.toISOString() ?? '',
    wording,
    `/newsletter/leave/${token}`,
  ].map(neutralised);
