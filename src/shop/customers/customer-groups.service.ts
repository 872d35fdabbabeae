import { Injectable } from '@nestjs/common';
import { CustomerGroupRepository } from './customer-group.repository.js';

/** Groups of customers, by handles such as `wholesale`. */
@Injectable()
export class CustomerGroupsService {
  constructor(private readonly groups: CustomerGroupRepository) {}

  /** Id of a group; null when nobody was ever put into it. */
  find(handle: string): Promise<number | null> {
    return this.groups.find(handle);
  }

  /** Ids of the groups that a customer is in. */
  ofCustomer(customerId: number): Promise<number[]> {
    return this.groups.ofCustomer(customerId);
  }

  add(customerId: number, handle: string): Promise<void> {
    return this.groups.add(customerId, handle);
  }

  /** False when the customer was not in it. */
  remove(customerId: number, handle: string): Promise<boolean> {
    return this.groups.remove(customerId, handle);
  }
}
