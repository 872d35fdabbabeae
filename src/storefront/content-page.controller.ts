import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFoundError } from '../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../platform/session/visitor.js';
import { Messages } from '../platform/views/messages.js';
import { CONTENT_PAGES, contentPage } from './content-page.view.js';
import { PageService } from './page/page.service.js';

type Folder = keyof typeof CONTENT_PAGES;

/** About, contact and the policies. */
@Controller()
export class ContentPageController {
  constructor(
    private readonly pages: PageService,
    private readonly messages: Messages,
  ) {}

  @Get('pages/:handle')
  async page(
    @Param('handle') handle: string,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    await this.show(request, response, visitor, 'pages', handle);
  }

  @Get('policies/:handle')
  async policy(
    @Param('handle') handle: string,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    await this.show(request, response, visitor, 'policies', handle);
  }

  private async show(
    request: Request,
    response: Response,
    visitor: Visitor,
    folder: Folder,
    handle: string,
  ): Promise<void> {
    const handles: readonly string[] = CONTENT_PAGES[folder];
    if (!handles.includes(handle)) throw new NotFoundError('errors.not_found');
    const page = contentPage(handle, this.messages);
    await this.pages.show(request, response, visitor, 'pages/page', {
      title: page.title,
      description: page.lead,
      canonical: `/${folder}/${handle}`,
      model: { page },
    });
  }
}
