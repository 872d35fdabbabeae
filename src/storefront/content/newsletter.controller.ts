import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { emailAddress } from '../../core/customers/email-address.js';
import { Messages } from '../../platform/views/messages.js';
import { NewsletterService } from '../../shop/newsletter/newsletter.service.js';
import { readTexts } from '../forms/checkout.form.js';
import { TRAP } from '../forms/contact.form.js';
import { newsletterPage, type NewsletterTrouble } from './newsletter.view.js';
import { PageService } from '../page/page.service.js';
import { seeOther } from '../page/see-other.js';
import { turnOf } from '../page/turn.js';

const HERE = '/newsletter';

/**
 * Asking for letters, saying yes by the link of a mail, and leaving. The links only show a button: programs that look through
 * mails follow links, and press nothing.
 */
@Controller('newsletter')
export class NewsletterController {
  constructor(
    private readonly newsletter: NewsletterService,
    private readonly pages: PageService,
    private readonly messages: Messages,
  ) {}

  @Get()
  async show(@Query('asked') asked: unknown, @Res() response: Response): Promise<void> {
    if (asked === '1') return this.say(response, 'asked');
    await this.form(response, 200, {});
  }

  @Post()
  async ask(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { email: typed = '', [TRAP]: trap = '' } = readTexts(body);
    const email = emailAddress(typed);
    if (email === null)
      return this.form(response, 422, { typed, problem: typed.trim() === '' ? 'missing' : 'wrong' });
    const wording = this.messages.t('newsletter.consent');
    const wish = { email, wording, customerId: null, network: request.ip ?? '' };
    // A program learns nothing from the answer.
    const outcome = trap === '' ? await this.newsletter.ask(wish) : 'asked';
    if (outcome === 'too_often') return this.form(response, 429, { typed, problem: outcome });
    seeOther(response, `${HERE}?asked=1`);
  }

  @Get('confirm/:token')
  async askToConfirm(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const found = await this.newsletter.byToken(token);
    if (!found) return this.say(response, 'gone', 404);
    const action = `${HERE}/confirm/${found.token}`;
    if (found.confirmedAt) return this.say(response, 'confirmed', 200, leaveAction(found.token));
    await this.say(response, 'confirm', 200, action, found.email);
  }

  @Post('confirm/:token')
  @HttpCode(200)
  async confirm(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const isKnown = await this.newsletter.confirm(token);
    await (isKnown
      ? this.say(response, 'confirmed', 200, leaveAction(token))
      : this.say(response, 'gone', 404));
  }

  @Get('leave/:token')
  async askToLeave(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const found = await this.newsletter.byToken(token);
    if (!found) return this.say(response, 'left');
    await this.say(response, 'leave', 200, leaveAction(found.token), found.email);
  }

  /** Mail programs press this button by themselves (RFC 8058): without cookies, and following no redirect. */
  @Post('leave/:token')
  @HttpCode(200)
  async leave(@Param('token') token: string, @Res() response: Response): Promise<void> {
    await this.newsletter.leave(token);
    await this.say(response, 'left');
  }

  private form(response: Response, status: number, trouble: NewsletterTrouble): Promise<void> {
    return this.page(response, status, 'title', newsletterPage(this.messages, trouble));
  }

  private say(
    response: Response,
    what: string,
    status = 200,
    action?: string,
    email?: string,
  ): Promise<void> {
    const { t } = this.messages;
    const text = t(`newsletter.${what}.text`, { email: email ?? '' });
    const button = action && t(`newsletter.${what}.button`);
    return this.page(response, status, `${what}.title`, { text, action, button });
  }

  private page(response: Response, status: number, titleKey: string, model: object): Promise<void> {
    const { request, visitor } = turnOf(response);
    const title = this.messages.t(`newsletter.${titleKey}`);
    return this.pages.show(request, response, visitor, 'pages/newsletter', {
      title,
      status,
      noIndex: true,
      ...(request.method === 'POST' && { returnTo: HERE }),
      model: { title, ...model },
    });
  }
}

const leaveAction = (token: string): string => `${HERE}/leave/${token}`;
