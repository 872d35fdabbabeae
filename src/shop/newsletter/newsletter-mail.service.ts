import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MailService } from '../../platform/mail/mail.service.js';
import { Messages } from '../../platform/views/messages.js';
import type { Subscription } from './subscription.js';

@Injectable()
export class NewsletterMailService {
  constructor(
    private readonly mail: MailService,
    private readonly messages: Messages,
  ) {}

  /** Promised within `tx`, once for each time that it was asked for. */
  confirm(
    tx: EntityManager,
    { id, asks, email, token }: Pick<Subscription, 'id' | 'asks' | 'email' | 'token'>,
  ): Promise<void> {
    return this.mail.send(tx, `newsletter:${id}:${asks}`, {
      to: email,
      template: 'newsletter-confirm',
      subjectKey: 'mail.newsletter.subject',
      subjectValues: {},
      model: {
        path: `/newsletter/confirm/${token}`,
        leavePath: `/newsletter/leave/${token}`,
        why: this.messages.t('mail.newsletter.why'),
      },
    });
  }
}
