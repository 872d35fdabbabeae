import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { currentLanguage } from '../../platform/language/current-language.js';
import { isRandomKey, randomKey } from '../../platform/random/random-key.js';
import { NewsletterMailService } from './newsletter-mail.service.js';
import { NewsletterTries } from './newsletter-tries.js';
import type { NewsletterState, Subscription } from './subscription.js';
import { SubscriptionRepository } from './subscription.repository.js';

/** So long the link of the mail leads somewhere; then the address is forgotten. Named on the privacy page too. */
export const CONFIRM_WITHIN_DAYS = 14;
const DELETED_AT_ONCE = 1000;

/** Somebody who asks for letters. `email` in its normal form; `network`: address of the client. */
export interface NewsletterWish {
  email: string;
  /** What they agree to, as the page shows it. */
  wording: string;
  /** Null for a guest. */
  customerId: number | null;
  network: string;
}

/** Who wants letters. It sends none of them, only the mail that asks whether it was really the owner of the address. */
@Injectable()
export class NewsletterService {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly mails: NewsletterMailService,
    private readonly tries: NewsletterTries,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Promises a mail with a link. The same for every address, whether or not it has asked or said yes before. */
  async ask({ email, wording, customerId, network }: NewsletterWish): Promise<'asked' | 'too_often'> {
    if (!(await this.tries.count(email, network))) return 'too_often';
    const askedAt = this.clock.now();
    const wish = { email, wording, customerId, token: randomKey(), language: currentLanguage(), askedAt };
    await this.database.transaction(async (tx) =>
      this.mails.confirm(tx, await this.subscriptions.ask(tx, wish)),
    );
    return 'asked';
  }

  /** Null for a link that is none of ours, or not any more. */
  async byToken(token: string): Promise<Subscription | null> {
    return isRandomKey(token) ? this.subscriptions.byToken(token) : null;
  }

  /** False as `byToken`. */
  async confirm(token: string): Promise<boolean> {
    const found = await this.byToken(token);
    if (!found) return false;
    await this.database.transaction((tx) => this.subscriptions.confirm(tx, found.id, this.clock.now()));
    return true;
  }

  /** Who has left before has left. */
  async leave(token: string): Promise<void> {
    if (isRandomKey(token)) await this.subscriptions.deleteByToken(token);
  }

  async stateOf(customerId: number): Promise<NewsletterState> {
    const [first] = await this.subscriptions.ofCustomer(customerId);
    if (!first) return 'none';
    return first.isOwn ? 'confirmed' : 'asked';
  }

  /** What an account has confirmed, and what it waits for. */
  async ofCustomer(customerId: number): Promise<Subscription[]> {
    return (await this.subscriptions.ofCustomer(customerId)).map(({ isOwn: _isOwn, ...rest }) => rest);
  }

  leaveAsCustomer(customerId: number): Promise<void> {
    return this.subscriptions.deleteOfCustomer(customerId);
  }

  /** For the worker: true when there may be more. */
  async tidy(): Promise<boolean> {
    const gone = await this.subscriptions.deleteUnconfirmed(CONFIRM_WITHIN_DAYS, DELETED_AT_ONCE);
    return gone === DELETED_AT_ONCE;
  }
}
