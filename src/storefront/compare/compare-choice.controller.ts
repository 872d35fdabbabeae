import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Messages } from '../../platform/views/messages.js';
import { compareAddress } from './compare-address.js';
import { Compared, MOST_COMPARED } from './compared.service.js';
import { readTexts } from '../forms/checkout.form.js';
import { readHandles } from '../forms/handles.js';
import { returnTo } from '../forms/return-to.js';
import { refererPath } from '../page/way-back.js';
import { seeOther } from '../page/see-other.js';
import { turnOf, type Turn } from '../page/turn.js';

type Typed = Record<string, string>;

/** Changes which products are compared. Without script the comparison follows, with the way back; a script asks behind the page. */
@Controller('compare')
export class CompareChoiceController {
  constructor(
    private readonly compared: Compared,
    private readonly messages: Messages,
  ) {}

  @Post('add')
  add(@Body() body: unknown, @Res() response: Response): void {
    const turn = turnOf(response);
    const typed = readTexts(body);
    const chosen = this.compared.of(turn.request);
    const wanted = [...new Set([...chosen, ...readHandles(typed['handle'], 1)])];
    const isFull = wanted.length > MOST_COMPARED;
    this.answer(turn, typed, isFull ? chosen : wanted, isFull);
  }

  /** One, or without `handle` all. `products`: those on the page that it is taken from, which may be another's choice. */
  @Post('remove')
  remove(@Body() body: unknown, @Res() response: Response): void {
    const turn = turnOf(response);
    const typed = readTexts(body);
    const before = typed['products']
      ? readHandles(typed['products'], MOST_COMPARED)
      : this.compared.of(turn.request);
    const rest = typed['handle'] ? before.filter((handle) => handle !== typed['handle']) : [];
    this.answer(turn, typed, rest);
  }

  private answer({ request, response }: Turn, typed: Typed, chosen: readonly string[], isFull = false): void {
    this.compared.remember(response, chosen);
    if ('x-background' in request.headers) return this.answerScript(response, isFull);
    const from = returnTo(typed['from'] ?? refererPath(request), '');
    seeOther(response, compareAddress(chosen, { from, isFull }));
  }

  /** A refusal comes with its sentence. */
  private answerScript(response: Response, isFull: boolean): void {
    if (!isFull) return void response.status(204).end();
    response
      .status(422)
      .type('text')
      .send(this.messages.t('compare.full', { most: MOST_COMPARED }));
  }
}
