import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Visitor } from '../platform/session/visitor.js';
import { CustomersService, type Customer } from '../shop/customers/customers.service.js';
import { CustomerDoor } from './customer-door.service.js';

/** Who may see the pages of an account: its customer. */
@Injectable()
export class AccountDoor {
  constructor(
    private readonly customers: CustomersService,
    private readonly door: CustomerDoor,
  ) {}

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
  response.redirect(303, signInFor(path));
}

/** Where somebody signs in and comes back to `path`. */
export const signInFor = (path: string): string => `/account/login?return_to=${encodeURIComponent(path)}`;
