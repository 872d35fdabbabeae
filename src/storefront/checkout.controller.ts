import { Body, Controller, Get, Inject, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ENV, type Env } from '../platform/config/env.js';
import { CurrentVisitor, type Visitor } from '../platform/session/visitor.js';
import { CheckoutService } from '../shop/checkout/checkout.service.js';
import { CustomersService } from '../shop/customers/customers.service.js';
import { DeliveryService } from '../shop/delivery/delivery.service.js';
import { TaxService } from '../shop/tax/tax.service.js';
import { contactForm } from './checkout-contact.view.js';
import { AgreedTerms } from './agreed-terms.service.js';
import { CheckoutPages, type OpenCheckout } from './checkout-pages.service.js';
import { deliveryForm, reviewPage } from './checkout.view.js';
import {
  readContactForm,
  readTexts,
  typedAddress,
  type FieldProblems,
  type Typed,
} from './forms/checkout.form.js';
import { withVatNumber } from './forms/vat-number.form.js';
import { assets } from './page/assets.js';
import { turnOf, type Turn } from './turn.js';

/** The steps of the checkout but payment: contact, delivery, review. Each form saves and goes to the first open step. */
@Controller('checkout')
export class CheckoutController {
  constructor(
    private readonly pages: CheckoutPages,
    private readonly checkouts: CheckoutService,
    private readonly customers: CustomersService,
    private readonly delivery: DeliveryService,
    private readonly taxes: TaxService,
    private readonly terms: AgreedTerms,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  async start(@Res() response: Response) {
    const turn = turnOf(response);
    const open = await this.pages.enter(turn, 'contact');
    if (open) response.redirect(303, `/checkout/${open.next}`);
  }

  @Get('contact')
  async contact(@Res() response: Response, @CurrentVisitor() visitor: Visitor) {
    const turn = turnOf(response);
    const open = await this.pages.enter(turn, 'contact');
    if (open) await this.showContact(turn, open, await this.remembered(visitor, open), {}, 200);
  }

  @Post('contact')
  async saveContact(@Res() response: Response, @Body() body: unknown) {
    const turn = turnOf(response);
    const read = readContactForm(body, new Set(await this.countries()));
    const open = await this.pages.enter(turn, 'contact');
    if (!open) return;
    const form = await withVatNumber(read, readTexts(body), this.taxes);
    if (!form.ok) return this.showContact(turn, open, form.typed, form.problems, 422);
    await this.checkouts.saveContact(open.cartId, form.contact);
    response.redirect(303, '/checkout');
  }

  @Get('delivery')
  async deliveryMethods(@Res() response: Response) {
    const turn = turnOf(response);
    const open = await this.pages.enter(turn, 'delivery');
    if (open) await this.showDelivery(turn, open, 200);
  }

  @Post('delivery')
  async saveDelivery(@Res() response: Response, @Body() body: unknown) {
    const turn = turnOf(response);
    const method = readTexts(body)['delivery_method'] ?? '';
    const open = await this.pages.enter(turn, 'delivery');
    if (!open) return;
    if (!open.quote.offers.some(({ id }) => id === method)) return this.showDelivery(turn, open, 422);
    await this.checkouts.saveDelivery(open.cartId, method);
    response.redirect(303, '/checkout');
  }

  @Get('review')
  async review(@Res() response: Response) {
    const turn = turnOf(response);
    const open = await this.pages.enter(turn, 'review');
    const choice = open?.checkout && this.checkouts.payment(open.checkout, open.quote);
    if (!open?.checkout || !choice) return;
    const terms = await this.terms.shown();
    const words = this.pages.wordsOf(open.quote);
    const model = reviewPage(words, open.checkout, open.quote, choice, { terms });
    await this.pages.show(turn, 'review', open, model);
  }

  private countries(): Promise<string[]> {
    return this.delivery.countries();
  }

  private async showContact(
    turn: Turn,
    open: OpenCheckout,
    typed: Typed,
    problems: FieldProblems,
    status: number,
  ) {
    const form = contactForm(this.pages.words.messages, await this.countries(), typed, problems);
    const { customerId, storeIsAway } = turn.visitor;
    const checkScript = assets().address('/js/field-check.js');
    const model = { form, isGuest: customerId === null, storeIsAway, checkScript };
    await this.pages.show(turn, 'contact', open, model, status);
  }

  private async showDelivery(turn: Turn, open: OpenCheckout, status: number) {
    if (!open.checkout) return;
    const form = deliveryForm(this.pages.wordsOf(open.quote), open.checkout, open.quote);
    const problem = this.deliveryProblem(open, status !== 200);
    await this.pages.show(turn, 'delivery', open, { form, problem }, status);
  }

  /** Also for who comes back to a choice that is not possible any more. */
  private deliveryProblem({ checkout, quote }: OpenCheckout, isRefused: boolean): string | null {
    const { t } = this.pages.words.messages;
    if (quote.offers.length === 0) return null;
    const chosen = checkout?.deliveryMethod ?? null;
    if (chosen !== null && !quote.offers.some(({ id }) => id === chosen))
      return t('checkout.problem.delivery_gone');
    return isRefused ? t('checkout.problem.delivery') : null;
  }

  /** What is known already: this checkout, else the customer's last address. */
  private async remembered(visitor: Visitor, { checkout }: OpenCheckout): Promise<Typed> {
    if (checkout?.email) {
      const billing = checkout.billingAddress && typedAddress(checkout.billingAddress, 'billing_');
      return {
        ...typedAddress(checkout.shippingAddress),
        ...billing,
        email: checkout.email,
        reminds: checkout.reminds ? '1' : '',
        vat_number: checkout.vatNumber?.number ?? '',
      };
    }
    const customer = await this.customers.current(visitor);
    const last = customer && (await this.customers.lastAddress(customer.id));
    const { firstName, lastName } = customer ?? {};
    const address = {
      country: this.env.SHOP_COUNTRY,
      ...(firstName && { firstName }),
      ...(lastName && { lastName }),
      ...last,
    };
    return { ...typedAddress(address), email: customer?.email ?? '' };
  }
}
