import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { Messages } from '../../platform/views/messages.js';
import { ContactService, type ContactMessage } from '../../shop/contact/contact.service.js';
import { contactForm, type ContactTrouble } from './contact.view.js';
import { ContentPages } from './content-pages.service.js';
import { readContactForm } from '../forms/contact.form.js';
import { PageService } from '../page/page.service.js';
import { seeOther } from '../page/see-other.js';
import { turnOf } from '../page/turn.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

const HERE = '/pages/contact';

/** The contact page: a text of `content/`, and a form that becomes a mail to the shop. */
@Controller('pages/contact')
export class ContactController {
  constructor(
    private readonly texts: ContentPages,
    private readonly contact: ContactService,
    private readonly pages: PageService,
    private readonly prices: VisitorPrices,
    private readonly messages: Messages,
  ) {}

  @Get()
  async show(@Query('sent') sent: unknown, @Res() response: Response): Promise<void> {
    await this.page(response, 200, { isSent: sent === '1' });
  }

  @Post()
  async write(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const form = readContactForm(body);
    if (!form.ok) return this.page(response, 422, form);
    // A program learns nothing from the answer.
    const outcome = form.isTrapped ? 'sent' : await this.send(form.letter, request.ip ?? '');
    if (outcome === 'sent') return seeOther(response, `${HERE}?sent=1`);
    const notice = this.messages.t(`pages.contact.${outcome}`, { email: this.contact.address });
    await this.page(response, outcome === 'away' ? 503 : 429, { typed: { ...form.letter }, notice });
  }

  /** With MySQL away the page itself says so: the error page would have no room for what was typed. */
  private async send(letter: ContactMessage, network: string): Promise<'sent' | 'too_often' | 'away'> {
    try {
      return await this.contact.write(letter, network);
    } catch (error) {
      if (error instanceof UnavailableError) return 'away';
      throw error;
    }
  }

  private async page(response: Response, status: number, trouble: ContactTrouble): Promise<void> {
    const { request, visitor } = turnOf(response);
    const page = await this.texts.page('pages', 'contact', await this.prices.of(request));
    const isPlain = request.method === 'GET' && !trouble.isSent;
    await this.pages.show(request, response, visitor, 'pages/contact', {
      title: page.title,
      description: page.lead,
      status,
      ...(isPlain ? { canonical: HERE, isKept: true } : { noIndex: true }),
      model: { page, form: contactForm(this.messages, trouble) },
    });
  }
}
