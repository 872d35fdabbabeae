import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountMailsService } from './account-mails.service.js';
import { CustomerLinkRepository } from './customer-link.repository.js';
import { CustomerRepository } from './customer.repository.js';

/** What every new password of an account brings with it, whoever asked for it. */
@Injectable()
export class StorePasswordService {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly links: CustomerLinkRepository,
    private readonly mails: AccountMailsService,
  ) {}

  /**
   * Within `tx`: stores the hash, ends all sessions, kills links that lead to another new password or to another address, and promises the owner a
   * mail about it. The new epoch; null when the customer is gone.
   */
  async store(
    tx: EntityManager,
    { id, email }: { id: number; email: string },
    passwordHash: string,
  ): Promise<number | null> {
    const epoch = await this.customers.raiseEpoch(id, { passwordHash }, tx);
    if (epoch === null) return null;
    await this.links.deleteOf(tx, id, 'recover', 'email');
    await this.mails.passwordChanged(tx, { id, email, epoch });
    return epoch;
  }
}
