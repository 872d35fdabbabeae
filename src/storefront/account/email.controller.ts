import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Messages } from '../../platform/views/messages.js';
import { ChangeEmailService, type EmailWishOutcome } from '../../shop/customers/change-email.service.js';
import type { Customer } from '../../shop/customers/customers.service.js';
import { readEmailForm } from '../forms/account.forms.js';
import { keepDeadKeyHere, keepKeyHere } from '../page/link-headers.js';
import { PageService } from '../page/page.service.js';
import { seeOther } from '../page/see-other.js';
import { turnOf } from '../page/turn.js';
import { AccountDoor } from './account-door.service.js';
import { emailPage, type EmailTrouble } from './email.view.js';

const HERE = '/account/email';

/** Another e-mail address for an account: the wish, and the page to which the mail leads, signed in or not. */
@Controller('account/email')
export class EmailController {
  constructor(
    private readonly account: AccountDoor,
    private readonly emails: ChangeEmailService,
    private readonly pages: PageService,
    private readonly messages: Messages,
  ) {}

  @Get()
  async show(@Res() response: Response): Promise<void> {
    const customer = await this.account.customer(turnOf(response).visitor, response, HERE);
    if (customer) await this.form(response, 200, customer, {});
  }

  @Post()
  async ask(@Res() response: Response, @Body() body: unknown): Promise<void> {
    const { email: next, current_password: password } = readEmailForm(body);
    const { request, visitor } = turnOf(response);
    const customer = await this.account.customer(visitor, response, HERE);
    if (!customer) return;
    const wish = { customerId: customer.id, next, password, address: request.ip ?? '' };
    const outcome = await this.emails.ask(wish);
    if (!outcome.ok) return this.refuse(response, customer, next, outcome);
    visitor.flash({ key: 'recover.email.asked', values: { email: outcome.email }, kind: 'success' });
    seeOther(response, '/account');
  }

  /** Shows a button: programs that look at the links of a mail come here too. */
  @Get(':token')
  async open(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const wanted = await this.emails.find(token);
    if (!wanted) return this.dead(response, 400, 'dead');
    keepKeyHere(response);
    const { email, next } = wanted;
    await this.link(
      response,
      200,
      'title',
      this.messages.t('recover.email.change_lead', { email, next }),
      true,
    );
  }

  @Post(':token')
  async change(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const outcome = await this.emails.change(token);
    if (outcome === 'dead') return this.dead(response, 400, 'dead');
    if (outcome === 'taken') return this.dead(response, 409, 'taken');
    turnOf(response).visitor.flash({ key: 'recover.email.done', kind: 'success' });
    seeOther(response, '/account');
  }

  private refuse(
    response: Response,
    customer: Customer,
    typed: string,
    outcome: Exclude<EmailWishOutcome, { ok: true }>,
  ): Promise<void> {
    if (outcome.reason === 'refused')
      return this.form(response, 422, customer, { typed, errors: outcome.errors });
    response.setHeader('Retry-After', outcome.retryAfterSeconds);
    const minutes = Math.ceil(outcome.retryAfterSeconds / 60);
    return this.form(response, 429, customer, {
      typed,
      error: this.messages.t('recover.email.too_many', { minutes }),
    });
  }

  private form(
    response: Response,
    status: number,
    { email }: Customer,
    trouble: EmailTrouble,
  ): Promise<void> {
    const model = { ...emailPage(this.messages, email, trouble), nav: this.account.nav(null) };
    const title = this.messages.t('recover.email.title');
    return this.pages.showOwn(response, 'account/email', { title, status, model });
  }

  private dead(response: Response, status: number, why: 'dead' | 'taken'): Promise<void> {
    keepDeadKeyHere(response);
    return this.link(response, status, `${why}_title`, this.messages.t(`recover.email.${why}`), false);
  }

  private link(response: Response, status: number, titleKey: string, lead: string, isLive: boolean) {
    const { t } = this.messages;
    const title = t(`recover.email.${titleKey}`);
    const model = { title, lead, isLive, button: t('recover.email.change') };
    return this.pages.showOwn(response, 'account/confirm', { title, status, model });
  }
}
