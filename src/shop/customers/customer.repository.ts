import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { safeInteger } from '../../platform/database/columns.js';
import { isDuplicateKey } from '../../platform/database/database.js';
import { CustomerRecord, type RememberedAddress } from './customer.entity.js';

type NewCustomer = Omit<CustomerRecord, 'id' | 'epoch' | 'lastAddress'>;

@Injectable()
export class CustomerRepository {
  constructor(@InjectRepository(CustomerRecord) private readonly customers: Repository<CustomerRecord>) {}

  findByEmail(email: string): Promise<CustomerRecord | null> {
    return this.customers.findOneBy({ email });
  }

  findById(id: number): Promise<CustomerRecord | null> {
    return this.customers.findOneBy({ id });
  }

  /** The new customer's id, or null when the e-mail address has an account already (also one made a moment ago). */
  async insert(customer: NewCustomer): Promise<number | null> {
    try {
      const result = await this.customers.insert({ ...customer, epoch: 1, lastAddress: null });
      return safeInteger(result.identifiers[0]!['id'] as number | string);
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  async setPasswordHash(id: number, passwordHash: string): Promise<void> {
    await this.customers.update({ id }, { passwordHash });
  }

  async setLastAddress(id: number, lastAddress: RememberedAddress): Promise<void> {
    await this.customers.update({ id }, { lastAddress });
  }
}
