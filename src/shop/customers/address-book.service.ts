import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isSameAddress, type Address } from '../../core/orders/address.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { AddressRepository, type SavedAddress } from './address.repository.js';
import { CustomerRepository } from './customer.repository.js';

export type { SavedAddress } from './address.repository.js';

/** A family and its friends; still a list that one looks through at the checkout, and none that a program fills. */
export const MAX_ADDRESSES = 20;

/** `gone`: no such customer any more. */
export type KeepOutcome = 'kept' | 'full' | 'gone';

/** The addresses that customers keep. The first one kept is the default; there is one as long as there are any. */
@Injectable()
export class AddressBookService {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly addresses: AddressRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The default first, then the newest; none for a guest. */
  list(customerId: number | null): Promise<SavedAddress[]> {
    return customerId === null ? Promise.resolve([]) : this.addresses.list(customerId);
  }

  /** Null for another customer's, as if it were not there. */
  async find(customerId: number, id: number): Promise<SavedAddress | null> {
    return (await this.addresses.list(customerId)).find((saved) => saved.id === id) ?? null;
  }

  /** One that is there already is kept once. */
  add(customerId: number, address: Address): Promise<KeepOutcome> {
    return this.holding(customerId, 'gone', async (tx) => {
      const known = await this.addresses.list(customerId, tx);
      if (known.some((saved) => isSameAddress(saved.address, address))) return 'kept';
      if (known.length >= MAX_ADDRESSES) return 'full';
      const id = await this.addresses.insert(tx, customerId, address, this.clock.now());
      if (known.length === 0) await this.addresses.setDefault(tx, customerId, id);
      return 'kept';
    });
  }

  /** False when this customer has no such address; as with all that follow. */
  change(customerId: number, id: number, address: Address): Promise<boolean> {
    const at = this.clock.now();
    return this.holding(customerId, false, (tx) => this.addresses.update(tx, customerId, id, address, at));
  }

  /** When it was the default, the newest of the others is. */
  remove(customerId: number, id: number): Promise<boolean> {
    return this.holding(customerId, false, async (tx) => {
      if (!(await this.addresses.delete(tx, customerId, id))) return false;
      const [first] = await this.addresses.list(customerId, tx);
      if (first && !first.isDefault) await this.addresses.setDefault(tx, customerId, first.id);
      return true;
    });
  }

  makeDefault(customerId: number, id: number): Promise<boolean> {
    return this.holding(customerId, false, async (tx) => {
      const known = await this.addresses.list(customerId, tx);
      if (!known.some((saved) => saved.id === id)) return false;
      await this.addresses.setDefault(tx, customerId, id);
      return true;
    });
  }

  private holding<T>(customerId: number, gone: T, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) =>
      (await this.customers.hold(tx, customerId)) ? work(tx) : gone,
    );
  }
}
