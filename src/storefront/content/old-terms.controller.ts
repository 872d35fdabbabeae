import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { TermsService } from '../../shop/terms/terms.service.js';
import { termsPath } from './content-page.view.js';
import { PageService } from '../page/page.service.js';
import { turnOf } from '../page/turn.js';

/** Terms as they were when somebody ordered by them; orders lead here. */
@Controller(termsPath())
export class OldTermsController {
  constructor(
    private readonly terms: TermsService,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  @Get(':version')
  async show(@Param('version') version: string, @Res() response: Response): Promise<void> {
    const found = await this.terms.find(version);
    if (!found) throw new NotFoundError('errors.not_found');
    const { request, visitor } = turnOf(response);
    const { title, html, changedOn } = found;
    const day = this.formatters.date(new Date(`${changedOn}T12:00:00Z`));
    const { t } = this.messages;
    const page = { title, html, lead: t('pages.old_terms'), updated: t('pages.updated', { day }) };
    const model = { page };
    await this.pages.show(request, response, visitor, 'pages/page', {
      title,
      noIndex: true,
      isPersonal: false,
      model,
    });
  }
}
