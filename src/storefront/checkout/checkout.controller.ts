import { Body, Controller, Get, Inject, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Address } from '../../core/orders/address.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { CheckoutService } from '../../shop/checkout/checkout.service.js';
import {
  AddressBookService,
  MAX_ADDRESSES,
  type SavedAddress,
} from '../../shop/customers/address-book.service.js';
import { CustomersService } from '../../shop/customers/customers.service.js';
import { DeliveryService } from '../../shop/delivery/delivery.service.js';
import { TaxService } from '../../shop/tax/tax.service.js';
import { savedChoices } from '../account/addresses.view.js';
import { addressForm } from '../forms/address-form.view.js';
import { CheckoutPages, type OpenCheckout } from './checkout-pages.service.js';
import {
  readContactForm,
  readTexts,
  typedAddress,
  type FieldProblems,
  type Typed,
} from '../forms/checkout.form.js';
import { withVatNumber } from '../forms/vat-number.form.js';
import { assets } from '../page/assets.js';
import { StepCodes, type StepCode } from './step-codes.service.js';
import { turnOf, type Turn } from '../page/turn.js';

/** The door of the checkout, and its first step. Each form saves and goes to the first open step. */
@Controller('checkout')
export class CheckoutController {
  constructor(
    private readonly pages: CheckoutPages,
    private readonly checkouts: CheckoutService,
    private readonly customers: CustomersService,
    private readonly book: AddressBookService,
    private readonly delivery: DeliveryService,
    private readonly taxes: TaxService,
    private readonly codes: StepCodes,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  async start(@Res() response: Response) {
    const turn = turnOf(response);
    const open = await this.pages.enter(turn, 'contact');
    if (open) response.redirect(303, `/checkout/${open.next}`);
  }

  /** `address`: the id of one that the customer has saved, to have it in the form. */
  @Get('contact')
  async contact(
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Query('address') wanted: unknown,
  ) {
    const turn = turnOf(response);
    const open = await this.pages.enter(turn, 'contact');
    if (!open) return;
    const saved = await this.book.list(visitor.customerId);
    const chosen = saved.find(({ id }) => String(id) === wanted);
    const typed = await this.remembered(visitor, open, chosen ?? saved[0]);
    await this.showContact(turn, open, { typed: { ...typed, ...typedChoice(chosen) }, saved });
  }

  @Post('contact')
  async saveContact(@Res() response: Response, @Body() body: unknown) {
    const turn = turnOf(response);
    const read = readContactForm(body, new Set(await this.countries()));
    const open = await this.pages.enter(turn, 'contact');
    if (!open) return;
    const code = await this.codes.take(turn, body);
    if (code.staysHere) return this.showCode(turn, code, readTexts(body), {});
    const form = await withVatNumber(read, readTexts(body), this.taxes);
    if (!form.ok) return this.showCode(turn, { ...code, status: 422 }, form.typed, form.problems);
    await this.checkouts.saveContact(open.cartId, form.contact);
    if (readTexts(body)['keeps_address'] === '1') await this.keep(turn, form.contact.shippingAddress);
    if (code.wrong) return this.showCode(turn, code, readTexts(body), {});
    return this.codes.goOn(turn, 'contact', code);
  }

  /** Who has no account keeps nothing. */
  private async keep({ visitor }: Turn, address: Address): Promise<void> {
    if (visitor.customerId === null) return;
    const outcome = await this.book.add(visitor.customerId, address);
    if (outcome === 'full')
      visitor.flash({ key: 'checkout.saved.full', values: { max: MAX_ADDRESSES }, kind: 'notice' });
  }

  private countries(): Promise<string[]> {
    return this.delivery.countries();
  }

  /** With what has been typed into the address, and the sums as they are with the code. */
  private async showCode(turn: Turn, code: StepCode, typed: Typed, problems: FieldProblems) {
    const open = await this.pages.enter(turn, 'contact');
    if (!open) return;
    await this.showContact(turn, open, { typed, problems, status: code.status, ...this.codes.model(code) });
  }

  private async showContact(
    turn: Turn,
    open: OpenCheckout,
    {
      typed,
      problems = {},
      status = 200,
      code = null,
      saved,
    }: {
      typed: Typed;
      problems?: FieldProblems;
      status?: number;
      code?: object | null;
      saved?: readonly SavedAddress[];
    },
  ) {
    const form = addressForm(this.pages.words.messages, await this.countries(), typed, problems);
    const { customerId, storeIsAway } = turn.visitor;
    const checkScript = assets().address('/js/field-check.js');
    const choices = savedChoices(saved ?? (await this.book.list(customerId)), typed);
    const keeps = customerId !== null && { isChosen: typed['keeps_address'] === '1' };
    const model = { form, isGuest: customerId === null, choices, keeps, storeIsAway, checkScript, code };
    await this.pages.show(turn, 'contact', open, model, status);
  }

  /** What is known already: this checkout, else the address that the customer has saved, else that of their last order. */
  private async remembered(
    visitor: Visitor,
    { checkout }: OpenCheckout,
    saved: SavedAddress | undefined,
  ): Promise<Typed> {
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
    const last = saved?.address ?? (customer && (await this.customers.lastAddress(customer.id)));
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

const typedChoice = (chosen: SavedAddress | undefined): Typed => (chosen ? typedAddress(chosen.address) : {});
