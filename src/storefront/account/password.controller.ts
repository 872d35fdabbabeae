import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import {
  ChangePasswordService,
  type PasswordChangeOutcome,
} from '../../shop/customers/change-password.service.js';
import type { Customer } from '../../shop/customers/customers.service.js';
import { AccountDoor } from './account-door.service.js';
import { CustomerDoor } from './customer-door.service.js';
import { readPasswordForm } from '../forms/account.forms.js';
import { OnlyThisDevice } from './only-this-device.service.js';
import { PageService } from '../page/page.service.js';
import { passwordPage, type PasswordTrouble } from './password.view.js';

const HERE = '/account/password';

@Controller('account/password')
export class PasswordController {
  constructor(
    private readonly account: AccountDoor,
    private readonly door: CustomerDoor,
    private readonly passwords: ChangePasswordService,
    private readonly onlyThisDevice: OnlyThisDevice,
    private readonly pages: PageService,
    private readonly messages: Messages,
  ) {}

  @Get()
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const customer = await this.account.customer(visitor, response, HERE);
    if (customer) await this.page(request, response, visitor, 200, customer, {});
  }

  /** Asks the session store first: a password must not change when nobody can stay signed in. */
  @Post()
  async change(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Body() body: unknown,
  ): Promise<void> {
    const { current_password: current, new_password: next } = readPasswordForm(body);
    const customer = await this.account.customer(visitor, response, HERE);
    if (!customer) return;
    await this.door.checkStore(visitor);
    const wish = { customerId: customer.id, current, next, address: request.ip ?? '' };
    const outcome = await this.passwords.change(wish);
    if (!outcome.ok) return this.refuse(request, response, visitor, customer, outcome);
    await this.onlyThisDevice.afterPasswordChange(visitor, customer.id, outcome.epoch);
    response.redirect(303, '/account');
  }

  private refuse(
    request: Request,
    response: Response,
    visitor: Visitor,
    customer: Customer,
    outcome: Exclude<PasswordChangeOutcome, { ok: true }>,
  ): Promise<void> {
    if (outcome.reason === 'refused') {
      const status = outcome.errors.current ? 422 : 400;
      return this.page(request, response, visitor, status, customer, { errors: outcome.errors });
    }
    response.setHeader('Retry-After', outcome.retryAfterSeconds);
    const minutes = Math.ceil(outcome.retryAfterSeconds / 60);
    const error = this.messages.t('account.too_many', { minutes });
    return this.page(request, response, visitor, 429, customer, { error });
  }

  private page(
    request: Request,
    response: Response,
    visitor: Visitor,
    status: number,
    customer: Customer,
    trouble: PasswordTrouble,
  ): Promise<void> {
    return this.pages.show(request, response, visitor, 'account/password', {
      title: this.messages.t('account.password_title'),
      status,
      noIndex: true,
      model: { ...passwordPage(this.messages, customer.email, trouble), nav: this.account.nav(HERE) },
    });
  }
}
