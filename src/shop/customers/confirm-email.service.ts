import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { isRandomKey } from '../../platform/random/random-key.js';
import { AskLinkService } from './ask-link.service.js';
import { tokenHash } from './customer-link.js';
import { CustomerLinkRepository, type LinkOwner } from './customer-link.repository.js';
import { CustomerRepository } from './customer.repository.js';
import { LinkTries } from './link-tries.js';

/** Whether the owner of an account reads what is sent to its address. The first link is asked for with the account itself. */
@Injectable()
export class ConfirmEmailService {
  private readonly log = new Logger(ConfirmEmailService.name);

  constructor(
    private readonly customers: CustomerRepository,
    private readonly links: CustomerLinkRepository,
    private readonly asking: AskLinkService,
    private readonly tries: LinkTries,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Another link to the account's own address; `address` of the client's network. */
  async askAgain({ email }: { email: string }, address: string): Promise<'asked' | 'too_often'> {
    if (!(await this.tries.count('confirm', email, address))) return 'too_often';
    await this.database.transaction((tx) => this.asking.ask(tx, 'confirm', email));
    return 'asked';
  }

  /** Whose address the link confirms; null when it is dead. */
  async owner(token: string): Promise<LinkOwner | null> {
    return isRandomKey(token) ? this.links.findOwner(tokenHash(token), 'confirm', this.clock.now()) : null;
  }

  /** False when the link is dead. Pressing the button twice is pressing it once: the link lives on until it ends. */
  async confirm(token: string): Promise<boolean> {
    const owner = await this.owner(token);
    if (!owner) return false;
    const { customerId, email } = owner;
    await this.database.transaction((tx) =>
      this.customers.setConfirmed(tx, customerId, email, this.clock.now()),
    );
    this.log.log({ event: 'address confirmed', customerId });
    return true;
  }
}
