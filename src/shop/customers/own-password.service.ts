import { Injectable, Logger } from '@nestjs/common';
import { Passwords } from '../../platform/security/passwords.js';
import type { CustomerRecord } from './customer.entity.js';
import { CustomerRepository } from './customer.repository.js';
import { SignInLimiter } from './sign-in-limiter.js';

export type OwnPasswordOutcome =
  | { ok: true }
  | { ok: false; reason: 'wrong' }
  | { ok: false; reason: 'too_many'; retryAfterSeconds: number };

/**
 * Asks a customer for the password once more, before what cannot be undone or shows everything. Tries count together with those
 * of signing in, so that a session left open somewhere is no way to guess it.
 */
@Injectable()
export class OwnPasswordService {
  private readonly log = new Logger(OwnPasswordService.name);

  constructor(
    private readonly customers: CustomerRepository,
    private readonly passwords: Passwords,
    private readonly limiter: SignInLimiter,
  ) {}

  /** `address`: IP address of the client. */
  async check(customerId: number, typed: string, address: string): Promise<OwnPasswordOutcome> {
    const record = await this.customers.findById(customerId);
    return record ? this.checkOf(record, typed, address) : { ok: false, reason: 'wrong' };
  }

  /** The same for whoever has read the customer already. */
  async checkOf(record: CustomerRecord, typed: string, address: string): Promise<OwnPasswordOutcome> {
    const attempt = { email: record.email, address };
    const retryAfterSeconds = await this.limiter.count(attempt);
    if (retryAfterSeconds !== null) return { ok: false, reason: 'too_many', retryAfterSeconds };
    if (!(await this.passwords.matches(record.passwordHash, typed))) {
      this.log.warn({ event: 'own password wrong', customerId: record.id, address });
      return { ok: false, reason: 'wrong' };
    }
    await this.limiter.forgive(attempt);
    return { ok: true };
  }
}
