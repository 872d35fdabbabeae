import { Controller, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { NewsletterService } from '../../shop/newsletter/newsletter.service.js';
import { AccountDoor } from './account-door.service.js';

const HOME = '/account';

/** The buttons for letters on the page of the account. */
@Controller('account/newsletter')
export class AccountNewsletterController {
  constructor(
    private readonly account: AccountDoor,
    private readonly newsletter: NewsletterService,
    private readonly messages: Messages,
  ) {}

  @Post()
  async ask(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const customer = await this.account.customer(visitor, response, HOME);
    if (!customer) return;
    const wording = this.messages.t('newsletter.consent');
    const wish = { email: customer.email, wording, customerId: customer.id, network: request.ip ?? '' };
    const outcome = await this.newsletter.ask(wish);
    visitor.flash(
      outcome === 'asked'
        ? { key: 'account.newsletter.sent', values: { email: customer.email }, kind: 'success' }
        : { key: 'newsletter.problem.too_often', kind: 'notice' },
    );
    response.redirect(303, HOME);
  }

  @Post('leave')
  async leave(@Res() response: Response, @CurrentVisitor() visitor: Visitor): Promise<void> {
    const customer = await this.account.customer(visitor, response, HOME);
    if (!customer) return;
    await this.newsletter.leaveAsCustomer(customer.id);
    visitor.flash({ key: 'account.newsletter.left', kind: 'success' });
    response.redirect(303, HOME);
  }
}
