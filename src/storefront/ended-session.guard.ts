import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { visitorOf, type Visitor } from '../platform/session/visitor.js';
import { CustomersService } from '../shop/customers/customers.service.js';

/**
 * Signs a visitor out whose sessions were ended on all devices, or whose account is gone, before anything is shown:
 * the cart in the session is the customer's too. One statement for signed-in visitors, none for others.
 */
@Injectable()
export class EndedSessionGuard implements CanActivate {
  private readonly log = new Logger(EndedSessionGuard.name);

  constructor(private readonly customers: CustomersService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const visitor = visitorOf(context.switchToHttp().getRequest<Request>());
    if (visitor.customerId !== null && (await this.isEnded(visitor))) await visitor.signOut();
    return true;
  }

  /** With MySQL away nobody can say. What shows personal things asks MySQL again, and fails. */
  private async isEnded(visitor: Visitor): Promise<boolean> {
    try {
      return (await this.customers.current(visitor)) === null;
    } catch (error) {
      this.log.warn(`a session could not be checked: ${(error as Error).message}`);
      return false;
    }
  }
}
