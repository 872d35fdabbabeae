import { Injectable } from '@nestjs/common';
import { CustomerSessions } from '../../platform/session/customer-sessions.js';
import { ReadAhead } from '../../platform/session/read-ahead.js';
import { customerOfCart } from '../../shop/cart/cart.js';

const HERE = /^\/account\/sessions\/?$/;

/** Has the list of a customer's devices read together with the session. */
@Injectable()
export class SessionsReadAhead {
  constructor(ahead: ReadAhead, sessions: CustomerSessions) {
    ahead.add((cartId, { method, path }) => {
      const customerId = customerOfCart(cartId);
      if (customerId !== null && method === 'GET' && HERE.test(path)) sessions.readAhead(customerId);
    });
  }
}
