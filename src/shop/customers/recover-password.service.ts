import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { isRandomKey } from '../../platform/random/random-key.js';
import { Passwords } from '../../platform/security/passwords.js';
import { newPasswordProblem, type FieldProblem } from './account-rules.js';
import { AskLinkService } from './ask-link.service.js';
import { tokenHash } from './customer-link.js';
import { CustomerLinkRepository, type LinkOwner } from './customer-link.repository.js';
import { CustomerRepository } from './customer.repository.js';
import { LinkTries } from './link-tries.js';
import { StorePasswordService } from './store-password.service.js';

export type RecoverOutcome =
  /** Sessions of the customer with an older epoch are over. */
  | { ok: true; customerId: number; epoch: number }
  | { ok: false; reason: 'refused'; email: string; problem: FieldProblem }
  /** Used, ended, replaced by a newer one, or never there. */
  | { ok: false; reason: 'dead' };

/** A new password for somebody who has forgotten theirs, by a link that is mailed to the address of the account. */
@Injectable()
export class RecoverPasswordService {
  private readonly log = new Logger(RecoverPasswordService.name);

  constructor(
    private readonly customers: CustomerRepository,
    private readonly links: CustomerLinkRepository,
    private readonly asking: AskLinkService,
    private readonly tries: LinkTries,
    private readonly passwords: Passwords,
    private readonly storing: StorePasswordService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * `email` in its normal form; `address` of the client's network. No account is looked for here, so neither the answer nor its
   * time can tell whether there is one.
   */
  async ask(email: string, address: string): Promise<'asked' | 'too_often'> {
    if (!(await this.tries.count('recover', email, address))) return 'too_often';
    await this.database.transaction((tx) => this.asking.ask(tx, 'recover', email));
    this.log.log({ event: 'new password asked for', address });
    return 'asked';
  }

  /** Whose password the link may change; null when it is dead. Uses nothing up. */
  async owner(token: string): Promise<LinkOwner | null> {
    return isRandomKey(token) ? this.links.findOwner(tokenHash(token), 'recover', this.clock.now()) : null;
  }

  /** Sets the password and uses the link up. A password that will not do leaves the link as it was. */
  async recover(token: string, next: string, address: string): Promise<RecoverOutcome> {
    const owner = await this.owner(token);
    if (!owner) return this.refuse(address);
    const problem = newPasswordProblem(next, owner);
    if (problem) return { ok: false, reason: 'refused', email: owner.email, problem };
    const epoch = await this.store(owner, token, await this.passwords.hash(next));
    if (epoch === null) return this.refuse(address);
    this.log.log({ event: 'password recovered', customerId: owner.customerId, address });
    return { ok: true, customerId: owner.customerId, epoch };
  }

  /** Whoever came by the link reads the account's mail, so the address is confirmed too. Null: the link was used meanwhile. */
  private store({ email }: LinkOwner, token: string, hash: string): Promise<number | null> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const customer = await this.customers.lockByEmail(tx, email);
      if (!customer || !(await this.links.take(tx, tokenHash(token), 'recover', now))) return null;
      await this.customers.setConfirmed(tx, customer.id, email, now);
      return this.storing.store(tx, customer, hash);
    });
  }

  private refuse(address: string): RecoverOutcome {
    this.log.warn({ event: 'recovery refused', address });
    return { ok: false, reason: 'dead' };
  }
}
