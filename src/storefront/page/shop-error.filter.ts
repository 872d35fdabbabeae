import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ShopError } from '../../platform/errors/shop-error.js';
import { visitorOf } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import { isForDrawer } from './drawer-request.js';
import { errorPage, statusOf, wordsOf } from './shop-error.view.js';
import { PageService } from './page.service.js';

const RETRY_AFTER_SECONDS = 5;

/** Turns everything thrown into an answer: a page, or Shopify's error JSON for `.js` and `.json` addresses. */
@Catch()
export class ShopErrorFilter implements ExceptionFilter {
  private readonly log = new Logger(ShopErrorFilter.name);

  constructor(
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly views: Views,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const status = statusOf(error);
    if (isOurFault(error, status)) this.log.error({ err: error, requestId: request.id });
    if (response.headersSent) return void response.destroy();
    if (status === 503) response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
    if (/\.(js|json)$/.test(request.path)) return this.answerJson(response, status, error);
    await this.answerPage(request, response, status, error);
  }

  private answerJson(response: Response, status: number, error: unknown): void {
    const { title, text } = wordsOf(status, error, this.messages);
    response.setHeader('Cache-Control', 'private, no-store');
    response.status(status).json({ status, message: title, description: text });
  }

  private async answerPage(request: Request, response: Response, status: number, error: unknown) {
    const id = String(response.getHeader('X-Request-Id') ?? '');
    const page = errorPage(status, error, this.messages, id);
    if (isForDrawer(request)) return this.answerDrawer(response, status, page.model);
    try {
      await this.pages.show(request, response, visitorOf(request), 'errors/show', page);
    } catch (failure) {
      this.log.error({ err: failure, requestId: id }, 'the error page failed too');
      if (!response.headersSent) response.status(status).type('text').send(page.title);
    }
  }

  /** Inside a whole page the browser would find the drawer's empty shell, and show nothing at all. */
  private answerDrawer(response: Response, status: number, model: object): void {
    response.setHeader('Cache-Control', 'private, no-store');
    response
      .status(status)
      .type('html')
      .send(this.views.render('errors/drawer', model, null));
  }
}

/** Bugs and outages of MySQL; what the platform throws on purpose was logged where it was noticed. */
const isOurFault = (error: unknown, status: number): boolean =>
  status >= 500 && !(error instanceof ShopError);
