import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { CustomersService, type SignInOutcome } from '../../shop/customers/customers.service.js';
import { signInPage } from './account-forms.view.js';
import { AwayCart } from '../cart/away-cart.service.js';
import { CustomerDoor } from './customer-door.service.js';
import { readSignInForm, type SignInForm } from '../forms/account.forms.js';
import { returnTo } from '../forms/return-to.js';
import { orUnsure } from '../page/or-say.js';
import { PageService } from '../page/page.service.js';

const HOME = '/account';

@Controller('account')
export class SignInController {
  constructor(
    private readonly customers: CustomersService,
    private readonly door: CustomerDoor,
    private readonly away: AwayCart,
    private readonly pages: PageService,
    private readonly messages: Messages,
  ) {}

  @Get('login')
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Query() query: Record<string, unknown>,
  ): Promise<void> {
    this.door.refuseWhenAway(visitor);
    const wanted = returnTo(query['return_to'], '');
    if (await this.customers.current(visitor)) return response.redirect(303, wanted || HOME);
    const notice = query['signed_out'] === '1' ? this.messages.t('account.signed_out') : undefined;
    await this.page(request, response, visitor, 200, { return_to: wanted }, { notice });
  }

  @Post('login')
  async signIn(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Body() body: unknown,
  ): Promise<void> {
    const form = readSignInForm(body);
    const [outcome] = await Promise.all([
      this.customers.signIn(form.email, form.password, request.ip ?? ''),
      this.door.checkStore(visitor),
    ]);
    if (!outcome.ok) return this.refuse(request, response, visitor, form, outcome);
    await this.door.letIn(response, visitor, outcome.customer, 'signed_in');
    response.redirect(303, returnTo(form.return_to, HOME));
  }

  @Post('logout')
  async signOut(@Res() response: Response, @CurrentVisitor() visitor: Visitor): Promise<void> {
    await orUnsure('account.sign_out_unsure', visitor.signOut());
    this.away.forget(response);
    response.redirect(303, '/account/login?signed_out=1');
  }

  private refuse(
    request: Request,
    response: Response,
    visitor: Visitor,
    form: SignInForm,
    outcome: Exclude<SignInOutcome, { ok: true }>,
  ): Promise<void> {
    const typed = { email: form.email, return_to: returnTo(form.return_to, '') };
    if (outcome.reason === 'wrong') {
      const error = this.messages.t('account.wrong');
      return this.page(request, response, visitor, 422, typed, { error });
    }
    response.setHeader('Retry-After', outcome.retryAfterSeconds);
    const minutes = Math.ceil(outcome.retryAfterSeconds / 60);
    return this.page(request, response, visitor, 429, typed, {
      error: this.messages.t('account.too_many', { minutes }),
    });
  }

  private page(
    request: Request,
    response: Response,
    visitor: Visitor,
    status: number,
    typed: { email?: string; return_to?: string },
    say: { notice?: string; error?: string },
  ): Promise<void> {
    const title = this.messages.t('account.sign_in_title');
    const model = signInPage(this.messages, typed, say);
    return this.pages.show(request, response, visitor, 'account/sign-in', {
      title,
      status,
      noIndex: true,
      model,
    });
  }
}
