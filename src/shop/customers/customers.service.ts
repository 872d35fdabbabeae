import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { emailAddress } from '../../core/customers/email-address.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Passwords } from '../../platform/security/passwords.js';
import { registrationErrors, type FieldProblem } from './account-rules.js';
import { AskLinkService } from './ask-link.service.js';
import type { CustomerRecord, RememberedAddress } from './customer.entity.js';
import { CustomerRepository } from './customer.repository.js';
import { SignInLimiter } from './sign-in-limiter.js';

export interface Customer {
  id: number;
  /** Normal form; also where mail is sent to. */
  email: string;
  firstName: string;
  lastName: string;
  /** Sessions remember it; one with another epoch is signed out. */
  epoch: number;
  /** Somebody showed that they read what is sent to `email`. */
  isConfirmed: boolean;
  createdAt: Date;
}

export interface Registration {
  email: string;
  password: string;
  firstName: string;
  lastName: string;
}

export type RegistrationErrors = Partial<Record<keyof Registration, FieldProblem>>;

export type RegistrationOutcome =
  { ok: true; customer: Customer } | { ok: false; errors: RegistrationErrors };
export type SignInOutcome =
  | { ok: true; customer: Customer }
  | { ok: false; reason: 'wrong' }
  | { ok: false; reason: 'too_many'; retryAfterSeconds: number };

/** People with an account. */
@Injectable()
export class CustomersService {
  private readonly log = new Logger(CustomersService.name);

  constructor(
    private readonly customers: CustomerRepository,
    private readonly passwords: Passwords,
    private readonly limiter: SignInLimiter,
    private readonly links: AskLinkService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Opens an account; one per normal form of an e-mail address, also when two people try at once. A mail asks its owner to confirm the address. */
  async register(form: Registration): Promise<RegistrationOutcome> {
    const email = emailAddress(form.email);
    const errors = registrationErrors(form, email);
    if (email === null || Object.keys(errors).length > 0) return { ok: false, errors };
    if (await this.customers.findByEmail(email)) return EMAIL_TAKEN;
    const { firstName, lastName } = form;
    const passwordHash = await this.passwords.hash(form.password);
    const createdAt = this.clock.now();
    const id = await this.open({ email, passwordHash, firstName, lastName, createdAt });
    if (id === null) return EMAIL_TAKEN;
    const customer = { id, email, firstName, lastName, epoch: 1, isConfirmed: false, createdAt };
    return { ok: true, customer };
  }

  /** Checks e-mail address and password. Which of the two was wrong cannot be told, neither from the answer nor from its time. */
  async signIn(typedEmail: string, password: string, address: string): Promise<SignInOutcome> {
    const email = emailAddress(typedEmail);
    const attempt = { email: email ?? typedEmail.trim().toLowerCase(), address };
    const retryAfterSeconds = await this.limiter.count(attempt);
    if (retryAfterSeconds !== null) return this.refused('too_many', attempt.address, retryAfterSeconds);
    const record = email === null ? null : await this.customers.findByEmail(email);
    const isRight = await this.passwords.matches(record?.passwordHash ?? null, password);
    if (!record || !isRight) return this.refused('wrong', address, 0, record?.id);
    await this.limiter.forgive(attempt);
    await this.renewHash(record, password);
    this.log.log({ event: 'sign-in', customerId: record.id, address });
    return { ok: true, customer: customerOf(record) };
  }

  async find(id: number): Promise<Customer | null> {
    const record = await this.customers.findById(id);
    return record && customerOf(record);
  }

  /** The customer with this e-mail address, however it is written. */
  async findByEmail(typed: string): Promise<Customer | null> {
    const email = emailAddress(typed);
    const record = email === null ? null : await this.customers.findByEmail(email);
    return record && customerOf(record);
  }

  /** The customer a session belongs to; null for guests and for sessions that were ended on all devices. */
  async current(visitor: {
    customerId: number | null;
    customerEpoch: number | null;
  }): Promise<Customer | null> {
    if (visitor.customerId === null) return null;
    const customer = await this.find(visitor.customerId);
    return customer?.epoch === visitor.customerEpoch ? customer : null;
  }

  /** The address of the last order, as its form had it, to fill the next one. */
  async lastAddress(id: number): Promise<RememberedAddress | null> {
    return (await this.customers.findById(id))?.lastAddress ?? null;
  }

  async rememberAddress(id: number, address: RememberedAddress): Promise<void> {
    await this.customers.setLastAddress(id, address);
  }

  /** False when there is no such customer. Until `tx` ends nobody deletes the account: take this before anything else. */
  stays(tx: EntityManager, id: number): Promise<boolean> {
    return this.customers.share(tx, id);
  }

  /** Holds the account for one who deletes it; false when there is none. */
  hold(tx: EntityManager, id: number): Promise<boolean> {
    return this.customers.hold(tx, id);
  }

  /** The last step of a deletion: what other nouns know of the customer has gone before. */
  delete(tx: EntityManager, id: number): Promise<void> {
    return this.customers.delete(tx, id);
  }

  private open(customer: Parameters<CustomerRepository['insert']>[1]): Promise<number | null> {
    return this.database.transaction(async (tx) => {
      const id = await this.customers.insert(tx, customer);
      if (id !== null) await this.links.ask(tx, 'confirm', customer.email);
      return id;
    });
  }

  /** Hashes again when the cost was raised since, now that the password is at hand. */
  private async renewHash(record: CustomerRecord, password: string): Promise<void> {
    if (!this.passwords.isOutdated(record.passwordHash)) return;
    await this.customers.renewHash(record.id, record.passwordHash, await this.passwords.hash(password));
  }

  private refused(
    reason: 'wrong' | 'too_many',
    address: string,
    retryAfterSeconds: number,
    customerId?: number,
  ): SignInOutcome {
    this.log.warn({ event: 'sign-in refused', reason, customerId: customerId ?? null, address });
    return reason === 'wrong' ? { ok: false, reason } : { ok: false, reason, retryAfterSeconds };
  }
}

const EMAIL_TAKEN: RegistrationOutcome = { ok: false, errors: { email: { key: 'account.email_taken' } } };

const customerOf = (record: CustomerRecord): Customer => ({
  id: record.id,
  email: record.email,
  firstName: record.firstName,
  lastName: record.lastName,
  epoch: record.epoch,
  isConfirmed: record.emailConfirmedAt !== null,
  createdAt: record.createdAt,
});
