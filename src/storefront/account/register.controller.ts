import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { CustomersService, type RegistrationErrors } from '../../shop/customers/customers.service.js';
import { registerPage } from './account-forms.view.js';
import { CustomerDoor } from './customer-door.service.js';
import { readRegisterForm, type RegisterForm } from '../forms/account.forms.js';
import { returnTo } from '../forms/return-to.js';
import { PageService } from '../page/page.service.js';

const HOME = '/account';

@Controller('account/register')
export class RegisterController {
  constructor(
    private readonly customers: CustomersService,
    private readonly door: CustomerDoor,
    private readonly pages: PageService,
    private readonly messages: Messages,
  ) {}

  @Get()
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Query('return_to') wanted: unknown,
  ): Promise<void> {
    this.door.refuseWhenAway(visitor);
    if (await this.customers.current(visitor)) return response.redirect(303, returnTo(wanted, HOME));
    await this.page(request, response, visitor, 200, { return_to: returnTo(wanted, '') }, {});
  }

  @Post()
  async register(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Body() body: unknown,
  ): Promise<void> {
    const form = readRegisterForm(body);
    await this.door.checkStore(visitor);
    const { email, password, first_name: firstName, last_name: lastName } = form;
    const outcome = await this.customers.register({ email, password, firstName, lastName });
    if (!outcome.ok) {
      const typed = { ...form, password: undefined, return_to: returnTo(form.return_to, '') };
      return this.page(request, response, visitor, 400, typed, outcome.errors);
    }
    await this.door.letIn(response, visitor, outcome.customer, 'welcome');
    response.redirect(303, returnTo(form.return_to, HOME));
  }

  private page(
    request: Request,
    response: Response,
    visitor: Visitor,
    status: number,
    typed: Partial<RegisterForm>,
    errors: RegistrationErrors,
  ): Promise<void> {
    const title = this.messages.t('account.register_title');
    const model = registerPage(this.messages, typed, errors);
    return this.pages.show(request, response, visitor, 'account/register', {
      title,
      status,
      noIndex: true,
      model,
    });
  }
}
