import { Body, Controller, Get, Post, Redirect, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CheckoutCreditService, type CreditRefusal } from '../../shop/checkout/checkout-credit.service.js';
import { CheckoutService } from '../../shop/checkout/checkout.service.js';
import { PaymentsService } from '../../shop/payments/payments.service.js';
import { CodeGuesses } from '../../shop/promotions/code-guesses.js';
import { creditForm, creditRefusalText, type TypedCard } from './checkout-credit.view.js';
import { CheckoutPages, type OpenCheckout } from './checkout-pages.service.js';
import { paymentForm } from './checkout.view.js';
import { readTexts } from '../forms/checkout.form.js';
import { StepCodes } from './step-codes.service.js';
import { turnOf, type Turn } from '../page/turn.js';

const PAYMENT = '/checkout/payment';
const MAX_TYPED = 200;

/** The third step: gift cards and store credit first, then how what they leave is paid. */
@Controller('checkout')
export class CheckoutPaymentController {
  constructor(
    private readonly pages: CheckoutPages,
    private readonly checkouts: CheckoutService,
    private readonly payments: PaymentsService,
    private readonly credit: CheckoutCreditService,
    private readonly guesses: CodeGuesses,
    private readonly codes: StepCodes,
  ) {}

  @Get('payment')
  async choices(@Res() response: Response) {
    const turn = turnOf(response);
    const open = await this.pages.enter(turn, 'payment');
    if (open) await this.show(turn, open, 200);
  }

  @Post('payment')
  async save(@Res() response: Response, @Body() body: unknown) {
    const turn = turnOf(response);
    const choice = readTexts(body)['payment_method'] ?? '';
    const open = await this.pages.enter(turn, 'payment');
    if (!open) return;
    const isPossible = this.payments.choice(choice) !== null;
    if (isPossible) await this.checkouts.savePayment(open.cartId, choice);
    const code = await this.codes.take(turn, body);
    const isMissing = !isPossible && !code.staysHere;
    if (!code.wrong && !isMissing) return this.codes.goOn(turn, 'payment', code);
    const problem = isMissing ? this.pages.words.messages.t('checkout.problem.payment') : null;
    const now = isPossible ? await this.pages.enter(turn, 'payment') : open;
    const status = code.wrong ? code.status : 422;
    if (now) await this.show(turn, now, status, { problem, ...this.codes.model(code) });
  }

  /** Who reloads a page that said no. */
  @Get(['gift-card', 'gift-card/remove', 'store-credit'])
  @Redirect(PAYMENT, 303)
  back(): void {}

  @Post('gift-card')
  async useGiftCard(@Res() response: Response, @Body() body: unknown) {
    const turn = turnOf(response);
    const typed = (readTexts(body)['gift_card'] ?? '').trim().slice(0, MAX_TYPED);
    const open = await this.pages.enter(turn, 'payment');
    if (!open) return;
    const { messages } = this.pages.words;
    const seconds = await this.guesses.count(open.cartId, turn.request.ip ?? '');
    if (seconds !== null) {
      response.setHeader('Retry-After', seconds);
      return this.show(turn, open, 429, {
        card: { typed, problem: messages.t('credit.too_many', { seconds }) },
      });
    }
    const refusal = await this.credit.useGiftCard(open.cartId, typed, open.quote.currency);
    if (refusal)
      return this.show(turn, open, 422, { card: { typed, problem: creditRefusalText(refusal, messages) } });
    await this.pages.send(turn, PAYMENT, { key: 'credit.card_used' });
  }

  @Post('gift-card/remove')
  async remove(@Res() response: Response, @Body() body: unknown) {
    const turn = turnOf(response);
    const id = readTexts(body)['credit'] ?? '';
    const open = await this.pages.enter(turn, 'payment');
    if (!open) return;
    if (/^[1-9][0-9]{0,14}$/.test(id)) await this.credit.remove(open.cartId, Number(id));
    await this.pages.send(turn, PAYMENT, { key: 'credit.removed' });
  }

  @Post('store-credit')
  async useStoreCredit(@Res() response: Response) {
    const turn = turnOf(response);
    const open = await this.pages.enter(turn, 'payment');
    if (!open) return;
    const { customerId } = turn.visitor;
    const refusal: CreditRefusal | null =
      customerId === null
        ? 'empty'
        : await this.credit.useStoreCredit(open.cartId, customerId, open.quote.currency);
    const key = refusal ? `credit.refused.${refusal}` : 'credit.store_credit_used';
    await this.pages.send(turn, PAYMENT, { key });
  }

  private async show(
    turn: Turn,
    open: OpenCheckout,
    status: number,
    {
      problem = null,
      card = null,
      code = null,
    }: { problem?: string | null; card?: TypedCard | null; code?: object | null } = {},
  ) {
    const words = this.pages.wordsOf(open.quote);
    const { currency } = open.quote;
    const { customerId } = turn.visitor;
    const storeCredit = customerId === null ? null : await this.credit.storeCredit(customerId, currency);
    const form = paymentForm(words.messages, this.payments.choices(), open.checkout?.paymentChoice ?? null);
    const credit = creditForm(words, open.quote, storeCredit, card);
    await this.pages.show(turn, 'payment', open, { form, credit, problem, code }, status);
  }
}
