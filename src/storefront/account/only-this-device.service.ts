import { Injectable } from '@nestjs/common';
import type { Message, Visitor } from '../../platform/session/visitor.js';
import { customerCartId } from '../../shop/cart/cart.js';
import type { Customer } from '../../shop/customers/customers.service.js';
import { EndSessionsService } from '../../shop/customers/end-sessions.service.js';
import { orSay } from '../page/or-say.js';

/**
 * Leaves a customer with one session, a new one in the browser that asks. Once MySQL has ended the others there is no way
 * back, so a Redis that goes away then makes a page that says what was done, not that nothing was.
 */
@Injectable()
export class OnlyThisDevice {
  constructor(private readonly ending: EndSessionsService) {}

  /** Ends the other sessions. False: this one was ended itself a moment ago, and nothing was done. */
  async endOthers(visitor: Visitor, customer: Customer): Promise<boolean> {
    return orSay('account.others_ended_away', async () => {
      const ended = await this.ending.endAll(customer.id, customer.epoch);
      if (!ended) return false;
      const count = Math.max(ended.count - 1, 0);
      await begin(visitor, customer.id, ended.epoch, { key: 'account.others_ended', values: { count } });
      return true;
    });
  }

  /** After a change of password that raised the epoch to this one. */
  async afterPasswordChange(visitor: Visitor, customerId: number, epoch: number): Promise<void> {
    await orSay('account.password_changed_away', async () => {
      await this.ending.removeRecords(customerId, epoch);
      await begin(visitor, customerId, epoch, { key: 'account.password_changed' });
    });
  }
}

async function begin(visitor: Visitor, customerId: number, epoch: number, say: Omit<Message, 'kind'>) {
  await visitor.signIn(customerId, epoch, customerCartId(customerId));
  visitor.flash({ ...say, kind: 'success' });
}
