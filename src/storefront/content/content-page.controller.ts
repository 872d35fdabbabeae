import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { CONTENT_PAGES } from './content-page.view.js';
import { ContentPages } from './content-pages.service.js';
import { PageService } from '../page/page.service.js';
import { turnOf } from '../page/turn.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

/** About, the imprint and the policies: the texts of `content/`. */
@Controller()
export class ContentPageController {
  constructor(
    private readonly texts: ContentPages,
    private readonly pages: PageService,
    private readonly prices: VisitorPrices,
  ) {}

  @Get('pages/:handle')
  async page(@Param('handle') handle: string, @Res() response: Response): Promise<void> {
    await this.show(response, 'pages', handle);
  }

  @Get('policies/:handle')
  async policy(@Param('handle') handle: string, @Res() response: Response): Promise<void> {
    await this.show(response, 'policies', handle);
  }

  private async show(response: Response, folder: keyof typeof CONTENT_PAGES, handle: string): Promise<void> {
    const { request, visitor } = turnOf(response);
    const page = await this.texts.page(folder, handle, await this.prices.of(request));
    await this.pages.show(request, response, visitor, 'pages/page', {
      title: page.title,
      description: page.lead,
      canonical: `/${folder}/${handle}`,
      isKept: true,
      model: { page },
    });
  }
}
