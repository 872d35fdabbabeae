import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Messages } from '../../platform/views/messages.js';
import { DeliveryService } from '../../shop/delivery/delivery.service.js';
import { TaxService } from '../../shop/tax/tax.service.js';
import { readContactForm, readTexts } from '../forms/checkout.form.js';
import { withVatNumber } from '../forms/vat-number.form.js';

/** What the contact form would say to what has been typed so far; nothing is kept. For the script, as one leaves a field. */
@Controller('checkout/contact/check')
export class CheckoutCheckController {
  constructor(
    private readonly delivery: DeliveryService,
    private readonly taxes: TaxService,
    private readonly messages: Messages,
  ) {}

  /** Answers `{ problems: { <field>: <text> } }`. */
  @Post()
  @HttpCode(200)
  async check(@Body() body: unknown, @Res({ passthrough: true }) response: Response) {
    response.setHeader('Cache-Control', 'private, no-store');
    const countries = new Set(await this.delivery.countries());
    const form = await withVatNumber(readContactForm(body, countries), readTexts(body), this.taxes);
    const problems = form.ok ? {} : form.problems;
    const texts = Object.entries(problems).map(([field, key]) => [field, this.messages.t(key)] as const);
    return { problems: Object.fromEntries(texts) };
  }
}
