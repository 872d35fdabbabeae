import { Body, Controller, Post, Res, UseInterceptors } from '@nestjs/common';
import { NoFilesInterceptor } from '@nestjs/platform-express';
import type { Response } from 'express';
import { BadInputError } from '../../platform/errors/shop-error.js';
import { readFields } from '../forms/fields.js';
import { FORM_LIMITS } from '../forms/form-limits.js';
import { returnTo } from '../forms/return-to.js';
import { seeOther } from '../page/see-other.js';
import { VisitorPrices } from './visitor-prices.service.js';

/** The form at the foot of every page that chooses in which currency prices are shown. Asks no session. */
@Controller('currency')
export class CurrencyController {
  constructor(private readonly prices: VisitorPrices) {}

  /** Errors: BadInputError for a currency that cannot be chosen (any more). */
  @Post()
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  async choose(@Body() body: unknown, @Res() response: Response): Promise<void> {
    const { currency, return_to: where } = readFields(body);
    const isChosen = typeof currency === 'string' && (await this.prices.choose(response, currency));
    if (!isChosen) throw new BadInputError('errors.no_such_currency');
    response.setHeader('Cache-Control', 'private, no-store');
    seeOther(response, returnTo(where, '/'));
  }
}
