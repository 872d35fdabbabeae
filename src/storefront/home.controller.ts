import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentVisitor, type Visitor } from '../platform/session/visitor.js';
import { Messages } from '../platform/views/messages.js';
import { HomeSections } from './home-sections.service.js';
import { PageService } from './page/page.service.js';
import { VisitorPrices } from './visitor-prices.service.js';

@Controller()
export class HomeController {
  constructor(
    private readonly sections: HomeSections,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly prices: VisitorPrices,
  ) {}

  @Get()
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const sections = await this.sections.of(await this.prices.of(request));
    const { t } = this.messages;
    const texts = { title: t('common.line'), description: t('home.description') };
    const page = { ...texts, canonical: '/', isKept: true, model: { sections } };
    await this.pages.show(request, response, visitor, 'home/show', page);
  }
}
