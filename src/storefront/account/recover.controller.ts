import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { emailAddress } from '../../core/customers/email-address.js';
import { Messages } from '../../platform/views/messages.js';
import type { FieldProblem } from '../../shop/customers/account-rules.js';
import { EndSessionsService } from '../../shop/customers/end-sessions.service.js';
import { RecoverPasswordService } from '../../shop/customers/recover-password.service.js';
import { readNewPasswordForm, readRecoverForm } from '../forms/account.forms.js';
import { keepDeadKeyHere, keepKeyHere } from '../page/link-headers.js';
import { orSay } from '../page/or-say.js';
import { PageService } from '../page/page.service.js';
import { newPasswordPage, recoverPage, type RecoverSaid } from './recover.view.js';
import { seeOther } from '../page/see-other.js';
import { turnOf } from '../page/turn.js';

const HERE = '/account/recover';

/** A forgotten password: an address to write to, and the page to which the mail leads. */
@Controller('account/recover')
export class RecoverController {
  constructor(
    private readonly recovering: RecoverPasswordService,
    private readonly ending: EndSessionsService,
    private readonly pages: PageService,
    private readonly messages: Messages,
  ) {}

  @Get()
  async show(@Query('sent') sent: unknown, @Res() response: Response): Promise<void> {
    await this.form(response, 200, { isSent: sent === '1' });
  }

  /** Answers the same whether or not the address has an account. */
  @Post()
  async ask(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { email: typed } = readRecoverForm(body);
    const email = emailAddress(typed);
    if (email === null) return this.form(response, 422, { typed }, { key: 'account.email_invalid' });
    const outcome = await this.recovering.ask(email, request.ip ?? '');
    if (outcome === 'asked') return seeOther(response, `${HERE}?sent=1`);
    response.setHeader('Retry-After', 3600);
    await this.form(response, 429, { typed, isTooOften: true });
  }

  /** Changes nothing: programs that look at the links of a mail come here too. */
  @Get(':token')
  async open(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const owner = await this.recovering.owner(token);
    if (!owner) return this.dead(response);
    await this.newPassword(response, 200, owner.email, null);
  }

  /**
   * Leads to sign in, with the new password: whoever sends this form proves the link and nothing about the browser, so no session begins
   * by it. The cart of a guest stays where it is.
   */
  @Post(':token')
  async store(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { new_password: next } = readNewPasswordForm(body);
    const outcome = await this.recovering.recover(token, next, request.ip ?? '');
    if (outcome.ok) {
      await orSay('recover.stored_away', () => this.ending.removeRecords(outcome.customerId, outcome.epoch));
      turnOf(response).visitor.flash({ key: 'recover.stored', kind: 'success' });
      return seeOther(response, '/account/login');
    }
    if (outcome.reason === 'dead') return this.dead(response);
    await this.newPassword(response, 400, outcome.email, outcome.problem);
  }

  private dead(response: Response): Promise<void> {
    keepDeadKeyHere(response);
    return this.form(response, 400, { isDead: true });
  }

  private form(
    response: Response,
    status: number,
    said: RecoverSaid,
    problem: FieldProblem | null = null,
  ): Promise<void> {
    const model = recoverPage(this.messages, said, problem);
    return this.pages.showOwn(response, 'account/recover', { title: model.title, status, model });
  }

  private newPassword(
    response: Response,
    status: number,
    email: string,
    problem: FieldProblem | null,
  ): Promise<void> {
    keepKeyHere(response);
    const model = newPasswordPage(this.messages, email, problem);
    const title = this.messages.t('recover.new_title');
    return this.pages.showOwn(response, 'account/new-password', { title, status, model });
  }
}
