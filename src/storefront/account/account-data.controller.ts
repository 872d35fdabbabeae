import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../../platform/clock/clock.js';
import { CustomerSessions } from '../../platform/session/customer-sessions.js';
import { CreditService } from '../../shop/credit/credit.service.js';
import type { Customer } from '../../shop/customers/customers.service.js';
import { OwnPasswordService } from '../../shop/customers/own-password.service.js';
import { CloseAccountService } from '../../shop/personal-data/close-account.service.js';
import { ExportDataService } from '../../shop/personal-data/export-data.service.js';
import { AccountDataPages } from './account-data-pages.service.js';
import { AccountDoor } from './account-door.service.js';
import { AwayCart } from '../cart/away-cart.service.js';
import { CustomerDoor } from './customer-door.service.js';
import { readOwnPasswordForm } from '../forms/account.forms.js';
import { orUnsure } from '../page/or-say.js';
import { turnOf, type Turn } from '../page/turn.js';

const HERE = '/account/data';

/** What the shop holds about a customer: as a file, and the end of it. Both ask for the password. */
@Controller('account/data')
export class AccountDataController {
  constructor(
    private readonly account: AccountDoor,
    private readonly door: CustomerDoor,
    private readonly passwords: OwnPasswordService,
    private readonly exporting: ExportDataService,
    private readonly closing: CloseAccountService,
    private readonly credit: CreditService,
    private readonly sessions: CustomerSessions,
    private readonly away: AwayCart,
    private readonly pages: AccountDataPages,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Res() response: Response): Promise<void> {
    const turn = turnOf(response);
    const customer = await this.customer(turn, HERE);
    if (customer) await this.pages.show(turn, customer);
  }

  @Post()
  async export(@Req() request: Request, @Res() response: Response, @Body() body: unknown): Promise<void> {
    const turn = turnOf(response);
    const typed = readOwnPasswordForm(body).current_password;
    const customer = await this.customer(turn, HERE);
    if (!customer) return;
    const checked = await this.passwords.check(customer.id, typed, request.ip ?? '');
    if (!checked.ok) return this.pages.show(turn, customer, checked);
    const devices = await this.sessions.list(customer.id, turn.visitor.sessionId);
    const file = `my-data-${this.clock.now().toISOString().slice(0, 10)}.json`;
    response.setHeader('Cache-Control', 'private, no-store');
    response.status(200).attachment(file).type('application/json');
    response.send(JSON.stringify(await this.exporting.of(customer, devices), null, 2));
  }

  @Get('delete')
  async askToDelete(@Res() response: Response): Promise<void> {
    const turn = turnOf(response);
    const customer = await this.customer(turn, `${HERE}/delete`);
    if (customer) await this.pages.showDeletion(turn, customer, await this.credit.allOfCustomer(customer.id));
  }

  /** Asks the session store first: the account must not go while its sessions cannot. */
  @Post('delete')
  async delete(@Req() request: Request, @Res() response: Response, @Body() body: unknown): Promise<void> {
    const turn = turnOf(response);
    const typed = readOwnPasswordForm(body).current_password;
    const customer = await this.customer(turn, `${HERE}/delete`);
    if (!customer) return;
    await this.door.checkStore(turn.visitor);
    const checked = await this.passwords.check(customer.id, typed, request.ip ?? '');
    if (!checked.ok) {
      const credit = await this.credit.allOfCustomer(customer.id);
      return this.pages.showDeletion(turn, customer, credit, checked);
    }
    await orUnsure('account.data.delete_unsure', this.closing.close(customer.id));
    await this.leave(turn);
  }

  /** For whoever has just left; it says nothing of anybody. */
  @Get('gone')
  async gone(@Res() response: Response): Promise<void> {
    await this.pages.showGone(turnOf(response));
  }

  private customer({ visitor, response }: Turn, path: string): Promise<Customer | null> {
    return this.account.customer(visitor, response, path);
  }

  /** The session is over already: what is left is this browser's cookies. */
  private async leave({ visitor, response }: Turn): Promise<void> {
    await visitor.signOut().catch(() => undefined);
    this.away.forget(response);
    response.redirect(303, `${HERE}/gone`);
  }
}
