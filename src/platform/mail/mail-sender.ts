import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { inLanguage } from '../language/current-language.js';
import { languageFolder } from '../language/page-address.js';
import { OutboxRelay } from '../outbox/outbox-relay.js';
import type { OutboxRow } from '../outbox/outbox.repository.js';
import { inSpan } from '../tracing/tracer.js';
import { Messages } from '../views/messages.js';
import { Views } from '../views/views.js';
import { MAIL_TRANSPORT, type MailTransport } from './mail-transport.js';
import type { Mail, WaitingMail } from './mail.service.js';

/** `shop@host` of `Name <shop@host>`; the host names our Message-IDs. */
const hostOf = (from: string): string => /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';

/** Stable per outbox row: a mail that is sent twice carries the same id both times, and mail programs show it once. */
export const messageId = (key: string, from: string): string =>
  `${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${hostOf(from)}`;

/** Writes the mails of the outbox from their templates and hands them to the transport. */
@Injectable()
export class MailSender implements OnModuleInit {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly views: Views,
    private readonly messages: Messages,
    @Inject(MAIL_TRANSPORT) private readonly transport: MailTransport,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    this.relay.handle('mail', (row) => {
      const mail = row.payload as WaitingMail;
      return inLanguage(mail.language ?? null, () => this.deliver(row, mail));
    });
  }

  /**
   * Sends a mail at once, in the current language: for the worker, when what is in it must not lie in the outbox. `row`: the one that
   * asked for it, whose key is the mail's name. Throws when it was not taken.
   */
  async deliver(row: Pick<OutboxRow, 'key' | 'createdAt'>, mail: Mail): Promise<void> {
    const shop = (this.env.PUBLIC_URL ?? `http://${this.env.HOST}:${this.env.PORT}`).replace(/\/$/, '');
    const shopUrl = shop + languageFolder();
    const subject = this.messages.t(mail.subjectKey, mail.subjectValues);
    const model = { ...mail.model, shopUrl, subject, language: this.views.language };
    const finished = {
      messageId: messageId(row.key, this.env.MAIL_FROM),
      from: this.env.MAIL_FROM,
      to: mail.to,
      ...(mail.replyTo !== undefined && { replyTo: mail.replyTo }),
      date: row.createdAt,
      subject,
      html: this.views.render(`mail/${mail.template}`, model, null),
      text: this.views.render(`mail/${mail.template}.txt`, model, null),
    };
    await inSpan({ name: `mail ${mail.template}` }, () => this.transport.send(finished));
  }
}
