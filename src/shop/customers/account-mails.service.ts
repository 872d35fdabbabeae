import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { MailService, type Mail } from '../../platform/mail/mail.service.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { randomKey } from '../../platform/random/random-key.js';
import type { LinkPurpose } from './customer-link.js';
import type { EmailChange } from './customer-link.repository.js';

interface SentLink {
  email: string;
  token: string;
  expiresAt: Date;
}

/** Mails about an account, in the current language. */
@Injectable()
export class AccountMailsService {
  constructor(
    private readonly mail: MailService,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
    private readonly clock: Clock,
  ) {}

  /** With a token in it, so it is not for the outbox. */
  link(purpose: LinkPurpose, { email, token, expiresAt }: SentLink): Mail {
    return this.about(purpose, email, `/account/${purpose}/${token}`, this.moment(expiresAt));
  }

  /** That somebody changed the password; promised within `tx`, once for each epoch. */
  passwordChanged(tx: EntityManager, customer: { id: number; email: string; epoch: number }): Promise<void> {
    const mail = this.about('changed', customer.email, '/account/recover', this.now());
    return this.mail.send(tx, `password-changed:${customer.id}:${customer.epoch}`, mail);
  }

  /** That the address somebody wants for their account has one already; for whoever reads its mail. */
  emailTaken(email: string): Mail {
    return this.about('email_taken', email, '/account/login', {});
  }

  /** To the address of now: that somebody asked for another one. Promised within `tx`. */
  emailAsked(tx: EntityManager, customer: { id: number; email: string }, next: string): Promise<void> {
    const mail = this.about('email_asked', customer.email, '/account/recover', { ...this.now(), next });
    return this.mail.send(tx, `email-asked:${customer.id}:${randomKey()}`, mail);
  }

  /** To the address of before: that the account has another one. Promised within `tx`. */
  emailChanged(tx: EntityManager, { customerId, email, next }: EmailChange): Promise<void> {
    const mail = this.about('email_changed', email, '/pages/contact', { ...this.now(), next });
    return this.mail.send(tx, `email-changed:${customerId}:${randomKey()}`, mail);
  }

  private now(): { day: string; time: string } {
    return this.moment(this.clock.now());
  }

  /** The sentences of one area of `recover.mail`. */
  private about(
    area: LinkPurpose | 'changed' | 'email_taken' | 'email_asked' | 'email_changed',
    to: string,
    path: string,
    values: Record<string, string>,
  ): Mail {
    const text = (name: string) => this.messages.t(`recover.mail.${area}.${name}`, values);
    return {
      to,
      template: 'account',
      subjectKey: `recover.mail.${area}.subject`,
      subjectValues: {},
      model: {
        title: text('title'),
        paragraphs: [text('text'), text('terms'), text('not_you')],
        button: text('button'),
        path,
        why: text('why'),
      },
    };
  }

  /** The zone is named: a reader may be in another one. */
  private moment(at: Date): { day: string; time: string } {
    return { day: this.formatters.date(at), time: this.formatters.time(at) };
  }
}
