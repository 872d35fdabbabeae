import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { CustomersService, type Customer } from '../../shop/customers/customers.service.js';
import { StripeCardsService } from '../../shop/payments/stripe/stripe-cards.service.js';
import { accountNav, type AccountPath } from './account-nav.view.js';
import { accountWays } from './account-ways.view.js';
import { CustomerDoor } from './customer-door.service.js';

/** Who may see the pages of an account: its customer. */
@Injectable()
export class AccountDoor {
  constructor(
    private readonly customers: CustomersService,
    private readonly door: CustomerDoor,
    private readonly cards: StripeCardsService,
    private readonly messages: Messages,
  ) {}

  /** The way to the other pages of the account, for `account/nav`. */
  nav(here: AccountPath | null) {
    return accountNav(this.messages, here, this.cards.isConnected);
  }

  /** The same, with a word about each, for `account/ways`. */
  ways() {
    return accountWays(this.messages, this.cards.isConnected);
  }

  /**
   * The customer; null after anybody else was sent to sign in, from where they come back to `path`.
   * Errors: UnavailableError when nobody can say who it is.
   */
  async customer(visitor: Visitor, response: Response, path: string): Promise<Customer | null> {
    this.door.refuseWhenAway(visitor);
    const customer = await this.customers.current(visitor);
    if (!customer) toSignIn(response, path);
    return customer;
  }
}

/** Sends somebody to sign in who is to come back to `path`. */
export function toSignIn(response: Response, path: string): void {
  response.setHeader('Cache-Control', 'private, no-store');
  response.redirect(303, `/account/login?return_to=${encodeURIComponent(path)}`);
}
