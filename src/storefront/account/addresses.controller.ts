import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { parseWholeNumber } from '../../core/cart/whole-number.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { Messages } from '../../platform/views/messages.js';
import { AddressBookService, MAX_ADDRESSES } from '../../shop/customers/address-book.service.js';
import type { Customer } from '../../shop/customers/customers.service.js';
import { DeliveryService } from '../../shop/delivery/delivery.service.js';
import { AccountDoor } from './account-door.service.js';
import { addressesPage, addressPage, type AddressTrouble } from './addresses.view.js';
import { readAddressForm, typedAddress } from '../forms/checkout.form.js';
import { PageService } from '../page/page.service.js';
import { turnOf, type Turn } from '../page/turn.js';

const HERE = '/account/addresses';

/** The addresses that a customer keeps. Another customer's is as good as one that was never there. */
@Controller('account/addresses')
export class AddressesController {
  constructor(
    private readonly account: AccountDoor,
    private readonly book: AddressBookService,
    private readonly delivery: DeliveryService,
    private readonly pages: PageService,
    private readonly messages: Messages,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  async list(@Res() response: Response): Promise<void> {
    const turn = turnOf(response);
    const customer = await this.customer(turn);
    if (!customer) return;
    const saved = await this.book.list(customer.id);
    await this.page(turn, 'account/addresses', 200, 'account.addresses.title', {
      ...addressesPage(saved, this.messages),
    });
  }

  @Get('new')
  async begin(@Res() response: Response): Promise<void> {
    const turn = turnOf(response);
    const customer = await this.customer(turn);
    if (!customer) return;
    const { firstName, lastName } = customer;
    await this.form(turn, null, {
      typed: typedAddress({ firstName, lastName, country: this.env.SHOP_COUNTRY }),
    });
  }

  @Post()
  async add(@Res() response: Response, @Body() body: unknown): Promise<void> {
    const turn = turnOf(response);
    const customer = await this.customer(turn);
    if (!customer) return;
    const form = readAddressForm(body, await this.countries());
    if (!form.ok) return this.form(turn, null, form, 422);
    const outcome = await this.book.add(customer.id, form.address);
    if (outcome === 'kept') return this.back(turn, 'account.addresses.saved');
    const typed = typedAddress(form.address);
    const notice = this.messages.t('account.addresses.full', { max: MAX_ADDRESSES });
    await this.form(turn, null, { typed, notice }, 409);
  }

  @Get(':id')
  async edit(@Res() response: Response, @Param('id') id: string): Promise<void> {
    const turn = turnOf(response);
    const customer = await this.customer(turn);
    if (!customer) return;
    const saved = await this.book.find(customer.id, idOf(id));
    if (!saved) throw new NotFoundError('errors.not_found');
    await this.form(turn, saved.id, { typed: typedAddress(saved.address) });
  }

  @Post(':id')
  async change(@Res() response: Response, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    const turn = turnOf(response);
    const customer = await this.customer(turn);
    if (!customer) return;
    const saved = await this.book.find(customer.id, idOf(id));
    if (!saved) throw new NotFoundError('errors.not_found');
    const form = readAddressForm(body, await this.countries());
    if (!form.ok) return this.form(turn, saved.id, form, 422);
    await this.answer(turn, this.book.change(customer.id, saved.id, form.address), 'saved');
  }

  @Post(':id/default')
  async makeDefault(@Res() response: Response, @Param('id') id: string): Promise<void> {
    const turn = turnOf(response);
    const customer = await this.customer(turn);
    if (customer) await this.answer(turn, this.book.makeDefault(customer.id, idOf(id)), 'is_default');
  }

  @Post(':id/remove')
  async remove(@Res() response: Response, @Param('id') id: string): Promise<void> {
    const turn = turnOf(response);
    const customer = await this.customer(turn);
    if (customer) await this.answer(turn, this.book.remove(customer.id, idOf(id)), 'removed');
  }

  private customer({ visitor, response }: Turn): Promise<Customer | null> {
    return this.account.customer(visitor, response, HERE);
  }

  /** Errors: NotFoundError when the customer has no such address. */
  private async answer(turn: Turn, deed: Promise<boolean>, said: string): Promise<void> {
    if (!(await deed)) throw new NotFoundError('errors.not_found');
    this.back(turn, `account.addresses.${said}`);
  }

  private back({ visitor, response }: Turn, key: string): void {
    visitor.flash({ key, kind: 'success' });
    response.redirect(303, HERE);
  }

  private async form(turn: Turn, id: number | null, trouble: AddressTrouble, status = 200): Promise<void> {
    const model = addressPage(this.messages, [...(await this.countries())], id, trouble);
    const title = id === null ? 'account.addresses.new' : 'account.addresses.edit';
    await this.page(turn, 'account/address', status, title, model);
  }

  private async countries(): Promise<Set<string>> {
    return new Set(await this.delivery.countries());
  }

  private async page(
    { request, response, visitor }: Turn,
    view: string,
    status: number,
    titleKey: string,
    model: object,
  ): Promise<void> {
    const title = this.messages.t(titleKey);
    await this.pages.show(request, response, visitor, view, {
      title,
      status,
      noIndex: true,
      returnTo: status === 200 ? undefined : HERE,
      model: { ...model, title, nav: this.account.nav(HERE) },
    });
  }
}

/** 0 for what is no id of ours: nobody has that address. */
const idOf = (text: string): number => parseWholeNumber(text) ?? 0;
