import { Body, Controller, Get, Post, Res, UseInterceptors } from '@nestjs/common';
import { NoFilesInterceptor } from '@nestjs/platform-express';
import type { Response } from 'express';
import { Clock } from '../../platform/clock/clock.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { CreditService } from '../../shop/credit/credit.service.js';
import { CodeGuesses } from '../../shop/promotions/code-guesses.js';
import { readTexts } from '../forms/checkout.form.js';
import { FORM_LIMITS } from '../forms/form-limits.js';
import { giftCardWords, type GiftCardAnswer } from './gift-card.view.js';
import { PageService } from '../page/page.service.js';
import { turnOf, type Turn } from '../page/turn.js';

const MAX_TYPED = 200;

/** What is left on a gift card, for whoever has its code. The code comes in the body, so no address or log has it. */
@Controller('pages/gift-card')
export class GiftCardController {
  constructor(
    private readonly credit: CreditService,
    private readonly guesses: CodeGuesses,
    private readonly pages: PageService,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  @Get()
  async form(@Res() response: Response): Promise<void> {
    await this.show(turnOf(response), {}, 200);
  }

  @Post()
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  async balance(@Res() response: Response, @Body() body: unknown): Promise<void> {
    const turn = turnOf(response);
    const typed = (readTexts(body)['gift_card'] ?? '').trim().slice(0, MAX_TYPED);
    const refuse = (problem: string, status: number) =>
      this.show(turn, { wrong: { typed, problem } }, status);
    const seconds = await this.guesses.count(turn.visitor.cartId, turn.request.ip ?? '');
    if (seconds !== null) {
      response.setHeader('Retry-After', seconds);
      return refuse(this.messages.t('credit.balance.too_many', { seconds }), 429);
    }
    const account = await this.credit.byCode(typed);
    if (!account) return refuse(this.messages.t('credit.refused.unknown'), 422);
    const found = giftCardWords(account, this.clock.now(), this.messages, this.formatters);
    await this.show(turn, { found }, 200);
  }

  private show({ request, response, visitor }: Turn, model: GiftCardAnswer, status: number): Promise<void> {
    const title = this.messages.t('credit.balance.title');
    return this.pages.show(request, response, visitor, 'pages/gift-card', {
      title,
      status,
      noIndex: true,
      returnTo: '/pages/gift-card',
      model,
    });
  }
}
