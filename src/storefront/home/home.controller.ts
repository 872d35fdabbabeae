import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { activeTheme } from '../../platform/theme/theme.js';
import { Messages } from '../../platform/views/messages.js';
import { HomeSections } from './home-sections.service.js';
import { PageService } from '../page/page.service.js';
import { publicBase, publicOrigin } from '../page/public-url.js';
import { shopData } from '../page/shop-linked-data.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

@Controller()
export class HomeController {
  constructor(
    private readonly sections: HomeSections,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly prices: VisitorPrices,
    @Inject(ENV) private readonly env: Env,
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
    const shop = {
      name: t('common.shop_name'),
      line: t('common.line'),
      logo: activeTheme().pictures.favicon,
    };
    const [origin, base] = [publicOrigin(request, this.env), publicBase(request, this.env)];
    const linkedData = shopData({ origin, base, language: this.messages.language }, shop);
    const page = { ...texts, canonical: '/', isKept: true, linkedData, model: { sections } };
    await this.pages.show(request, response, visitor, 'home/show', page);
  }
}
