import { Injectable, Logger } from '@nestjs/common';
import { emailAddress } from '../../core/customers/email-address.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { isRandomKey } from '../../platform/random/random-key.js';
import { AccountMailsService } from './account-mails.service.js';
import type { FieldProblem } from './account-rules.js';
import { AskLinkService } from './ask-link.service.js';
import type { CustomerRecord } from './customer.entity.js';
import { tokenHash } from './customer-link.js';
import { CustomerLinkRepository, type EmailChange } from './customer-link.repository.js';
import { CustomerRepository } from './customer.repository.js';
import { LinkTries } from './link-tries.js';
import { OwnPasswordService, type OwnPasswordOutcome } from './own-password.service.js';

export interface EmailWish {
  customerId: number;
  /** As typed. */
  next: string;
  password: string;
  /** IP address of the client. */
  address: string;
}

export type EmailWishErrors = Partial<Record<'next' | 'password', FieldProblem>>;

export type EmailWishOutcome =
  /** A mail is on its way to `email`; nothing has changed yet. */
  | { ok: true; email: string }
  | { ok: false; reason: 'refused'; errors: EmailWishErrors }
  | { ok: false; reason: 'too_many'; retryAfterSeconds: number };

const AGAIN_AFTER_SECONDS = 3600;

/**
 * Another e-mail address for an account (S30): asked for with the password, told to the address of now, and true once somebody has
 * followed the link that goes to the new one. Whether that one has an account is told to whoever reads its mail, and to nobody else.
 */
@Injectable()
export class ChangeEmailService {
  private readonly log = new Logger(ChangeEmailService.name);

  constructor(
    private readonly customers: CustomerRepository,
    private readonly own: OwnPasswordService,
    private readonly links: CustomerLinkRepository,
    private readonly asking: AskLinkService,
    private readonly mails: AccountMailsService,
    private readonly tries: LinkTries,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async ask(wish: EmailWish): Promise<EmailWishOutcome> {
    const record = await this.customers.findById(wish.customerId);
    if (!record) return refused({ password: WRONG });
    const checked = await this.own.checkOf(record, wish.password, wish.address);
    if (!checked.ok && checked.reason === 'too_many') return checked;
    const email = emailAddress(wish.next);
    const errors = errorsOf(email, record, checked);
    if (email === null || Object.keys(errors).length > 0) return refused(errors);
    if (!(await this.tries.count('email', email, wish.address)))
      return { ok: false, reason: 'too_many', retryAfterSeconds: AGAIN_AFTER_SECONDS };
    await this.promise(record, email);
    this.log.log({ event: 'another address asked for', customerId: record.id, address: wish.address });
    return { ok: true, email };
  }

  /** What the link would change; null when it is dead. Uses nothing up. */
  async find(token: string): Promise<EmailChange | null> {
    return isRandomKey(token) ? this.links.findChange(tokenHash(token), this.clock.now()) : null;
  }

  /** Uses the link up. `taken`: another account was opened with the address meanwhile, and nothing has changed. */
  async change(token: string): Promise<'changed' | 'taken' | 'dead'> {
    const wanted = await this.find(token);
    const outcome = wanted ? await this.store(wanted, token) : 'dead';
    this.log.log({ event: 'address of an account', outcome, customerId: wanted?.customerId ?? null });
    return outcome;
  }

  private promise({ id, email, epoch }: CustomerRecord, next: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.asking.ask(tx, 'email', next, { customerId: id, epoch });
      await this.mails.emailAsked(tx, { id, email }, next);
    });
  }

  /** Every other link of the account leads on from the address of before, and dies with it. */
  private store({ customerId, next }: EmailChange, token: string): Promise<'changed' | 'taken' | 'dead'> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const customer = await this.customers.lockById(tx, customerId);
      if (!customer || !(await this.links.take(tx, tokenHash(token), 'email', now))) return 'dead';
      if (!(await this.customers.setEmail(tx, customerId, next, now))) return 'taken';
      await this.links.deleteOf(tx, customerId, 'recover', 'confirm', 'email');
      await this.mails.emailChanged(tx, { customerId, email: customer.email, next });
      return 'changed';
    });
  }
}

const WRONG: FieldProblem = { key: 'account.current_wrong' };

const refused = (errors: EmailWishErrors): EmailWishOutcome => ({ ok: false, reason: 'refused', errors });

function errorsOf(email: string | null, record: CustomerRecord, { ok }: OwnPasswordOutcome): EmailWishErrors {
  const isSame = email === record.email;
  const next = email === null ? { key: 'account.email_invalid' } : isSame && { key: 'recover.email.same' };
  return { ...(next && { next }), ...(!ok && { password: WRONG }) };
}
