import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { inLanguage } from '../../platform/language/current-language.js';
import { MailSender } from '../../platform/mail/mail-sender.js';
import { OutboxRelay } from '../../platform/outbox/outbox-relay.js';
import type { OutboxRow } from '../../platform/outbox/outbox.repository.js';
import { randomKey } from '../../platform/random/random-key.js';
import { AccountMailsService } from './account-mails.service.js';
import { LINK_TOPIC, type WantedLink } from './ask-link.service.js';
import { LINK_MINUTES, tokenHash } from './customer-link.js';
import { CustomerLinkRepository } from './customer-link.repository.js';
import { CustomerRepository } from './customer.repository.js';

const DELETED_AT_ONCE = 1000;

/**
 * The worker's half of a mailed link. A repeat, after a mail server that did not answer, makes a second link of the same wish,
 * and both work until one is used: nobody is left with a dead one.
 */
@Injectable()
export class SendLinksService implements OnModuleInit {
  private readonly log = new Logger(SendLinksService.name);

  constructor(
    private readonly relay: OutboxRelay,
    private readonly sender: MailSender,
    private readonly mails: AccountMailsService,
    private readonly customers: CustomerRepository,
    private readonly links: CustomerLinkRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.relay.handle(LINK_TOPIC, (row) => {
      const wanted = row.payload as WantedLink;
      return inLanguage(wanted.language, () => this.send(row, wanted));
    });
  }

  /** For the worker: true when there may be more. */
  async tidy(): Promise<boolean> {
    return (await this.links.deleteEnded(this.clock.now(), DELETED_AT_ONCE)) === DELETED_AT_ONCE;
  }

  /** Without an account nobody is written to. One that comes too late to be used is not sent. */
  private async send(row: OutboxRow, wanted: WantedLink): Promise<void> {
    const { purpose, email } = wanted;
    const expiresAt = new Date(row.createdAt.getTime() + LINK_MINUTES[purpose] * 60_000);
    if (expiresAt <= this.clock.now()) return;
    const token = randomKey();
    const link = { tokenHash: tokenHash(token), purpose, email, requestId: row.id, expiresAt };
    if (purpose === 'email' && (await this.customers.findByEmail(email)))
      return this.sender.deliver(row, this.mails.emailTaken(email));
    const customerId = await this.keep(link, wanted);
    if (customerId === null) return;
    await this.sender.deliver(row, this.mails.link(purpose, { email, token, expiresAt }));
    this.log.log({ event: 'link sent', purpose, customerId });
  }

  /** For whom; null when there is nobody, or nothing to confirm, or when a later wish was faster. */
  private keep(
    link: Omit<Parameters<CustomerLinkRepository['insert']>[1], 'customerId'>,
    { email, of }: WantedLink,
  ) {
    return this.database.transaction(async (tx) => {
      const customer =
        of === undefined
          ? await this.customers.lockByEmail(tx, email)
          : await this.customers.lockById(tx, of.customerId, of.epoch);
      if (!customer || (link.purpose === 'confirm' && customer.emailConfirmedAt)) return null;
      return (await this.links.insert(tx, { ...link, customerId: customer.id })) ? customer.id : null;
    });
  }
}
