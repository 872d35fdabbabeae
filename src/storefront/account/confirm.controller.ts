import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { ConfirmEmailService } from '../../shop/customers/confirm-email.service.js';
import { AccountDoor } from './account-door.service.js';
import { keepDeadKeyHere, keepKeyHere } from '../page/link-headers.js';
import { PageService } from '../page/page.service.js';
import { seeOther } from '../page/see-other.js';
import { turnOf } from '../page/turn.js';

/** Whether an account's address is read by its owner: the page to which the mail leads, signed in or not, and another mail. */
@Controller('account/confirm')
export class ConfirmController {
  constructor(
    private readonly confirming: ConfirmEmailService,
    private readonly account: AccountDoor,
    private readonly pages: PageService,
    private readonly messages: Messages,
  ) {}

  /** Shows a button: programs that look at the links of a mail come here too. */
  @Get(':token')
  async open(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const owner = await this.confirming.owner(token);
    if (!owner) return this.dead(response);
    keepKeyHere(response);
    await this.page(response, 200, {
      lead: this.messages.t('recover.confirm.lead', { email: owner.email }),
      isLive: true,
    });
  }

  @Post(':token')
  async confirm(@Param('token') token: string, @Res() response: Response): Promise<void> {
    if (!(await this.confirming.confirm(token))) return this.dead(response);
    turnOf(response).visitor.flash({ key: 'recover.confirm.done', kind: 'success' });
    seeOther(response, '/account');
  }

  @Post()
  async sendAgain(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const customer = await this.account.customer(visitor, response, '/account');
    if (!customer) return;
    const outcome = await this.confirming.askAgain(customer, request.ip ?? '');
    const kind = outcome === 'asked' ? 'success' : 'notice';
    visitor.flash({ key: `recover.confirm.${outcome}`, values: { email: customer.email }, kind });
    seeOther(response, '/account');
  }

  private dead(response: Response): Promise<void> {
    keepDeadKeyHere(response);
    return this.page(response, 400, { lead: this.messages.t('recover.confirm.dead'), isLive: false });
  }

  private page(response: Response, status: number, said: { lead: string; isLive: boolean }): Promise<void> {
    const title = this.messages.t(said.isLive ? 'recover.confirm.title' : 'recover.confirm.dead_title');
    const model = { title, button: this.messages.t('recover.confirm.confirm'), ...said };
    return this.pages.showOwn(response, 'account/confirm', { title, status, model });
  }
}
