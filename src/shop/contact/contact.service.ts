import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { Database } from '../../platform/database/database.js';
import { inLanguage } from '../../platform/language/current-language.js';
import { MailService } from '../../platform/mail/mail.service.js';
import { ContactTries } from './contact-tries.js';

/** What somebody wrote to the shop. `email` in its normal form; `order` is the number of an order, or empty. */
export interface ContactMessage {
  name: string;
  email: string;
  order: string;
  message: string;
}

/** Letters to the shop. */
@Injectable()
export class ContactService {
  constructor(
    private readonly tries: ContactTries,
    private readonly mail: MailService,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Where letters go. */
  get address(): string {
    return this.env.contactEmail;
  }

  /** Promised to the outbox; the same words of the same person on one day are one mail. `network`: address of the client. */
  async write(letter: ContactMessage, network: string): Promise<'sent' | 'too_often'> {
    if (!(await this.tries.count(letter.email, network))) return 'too_often';
    const { order, email: replyTo, message } = letter;
    // Whoever reads it works in the shop.
    const send = (tx: EntityManager) =>
      this.mail.send(tx, `contact:${this.keyOf(letter)}`, {
        to: this.address,
        replyTo,
        template: 'contact',
        subjectKey: order === '' ? 'mail.contact.subject' : 'mail.contact.subject_order',
        subjectValues: { order },
        model: { ...letter, paragraphs: message.split(/\n+/) },
      });
    await inLanguage(null, () => this.database.transaction(send));
    return 'sent';
  }

  private keyOf(letter: ContactMessage): string {
    const day = this.clock.now().toISOString().slice(0, 10);
    return createHash('sha256')
      .update(JSON.stringify([day, letter]))
      .digest('hex');
  }
}
