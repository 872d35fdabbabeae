import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Passwords } from '../../platform/security/passwords.js';
import { newPasswordProblem, type FieldProblem } from './account-rules.js';
import type { CustomerRecord } from './customer.entity.js';
import { CustomerRepository } from './customer.repository.js';
import { OwnPasswordService } from './own-password.service.js';
import { StorePasswordService } from './store-password.service.js';

export interface PasswordChange {
  customerId: number;
  current: string;
  next: string;
  /** IP address of the client. */
  address: string;
}

export type PasswordChangeErrors = Partial<Record<'current' | 'next', FieldProblem>>;

export type PasswordChangeOutcome =
  /** The epoch of the customer's only session: every other one is over. */
  | { ok: true; epoch: number }
  | { ok: false; reason: 'refused'; errors: PasswordChangeErrors }
  | { ok: false; reason: 'too_many'; retryAfterSeconds: number };

/** Another password for an account. MySQL's half: the sessions in Redis are for `EndSessionsService`. */
@Injectable()
export class ChangePasswordService {
  private readonly log = new Logger(ChangePasswordService.name);

  constructor(
    private readonly customers: CustomerRepository,
    private readonly passwords: Passwords,
    private readonly own: OwnPasswordService,
    private readonly storing: StorePasswordService,
    private readonly database: Database,
  ) {}

  /**
   * Sets the new password and ends all sessions with it, in one transaction. Of two changes at once both are done, one after
   * the other, and the password of the later one holds.
   */
  async change(wish: PasswordChange): Promise<PasswordChangeOutcome> {
    const record = await this.customers.findById(wish.customerId);
    if (!record) return this.refuse(wish, { current: WRONG });
    const checked = await this.own.checkOf(record, wish.current, wish.address);
    if (!checked.ok && checked.reason === 'too_many') return this.stop(wish, checked.retryAfterSeconds);
    const errors = errorsOf(wish, record, checked.ok);
    if (Object.keys(errors).length > 0) return this.refuse(wish, errors);
    const hash = await this.passwords.hash(wish.next);
    const epoch = await this.database.transaction((tx) => this.storing.store(tx, record, hash));
    if (epoch === null) return this.refuse(wish, { current: WRONG });
    this.log.log({ event: 'password changed', customerId: record.id, address: wish.address });
    return { ok: true, epoch };
  }

  private refuse({ customerId, address }: PasswordChange, errors: PasswordChangeErrors) {
    const reasons = Object.values(errors).map(({ key }) => key);
    this.log.warn({ event: 'password change refused', reasons, customerId, address });
    return { ok: false, reason: 'refused', errors } as const;
  }

  private stop({ customerId, address }: PasswordChange, retryAfterSeconds: number) {
    this.log.warn({ event: 'password change refused', reasons: ['too_many'], customerId, address });
    return { ok: false, reason: 'too_many', retryAfterSeconds } as const;
  }
}

const WRONG: FieldProblem = { key: 'account.current_wrong' };

/** Whether the new one is the old one is said only to who knows the old one. */
function errorsOf(wish: PasswordChange, owner: CustomerRecord, isRight: boolean): PasswordChangeErrors {
  const isSame = isRight && wish.next.normalize('NFC') === wish.current.normalize('NFC');
  const next = newPasswordProblem(wish.next, owner) ?? (isSame ? { key: 'account.password_same' } : null);
  return { ...(!isRight && { current: WRONG }), ...(next && { next }) };
}
