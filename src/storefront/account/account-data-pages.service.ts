import { Injectable } from '@nestjs/common';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import type { CreditAccount } from '../../shop/credit/credit-account.js';
import type { Customer } from '../../shop/customers/customers.service.js';
import type { OwnPasswordOutcome } from '../../shop/customers/own-password.service.js';
import { AccountDoor } from './account-door.service.js';
import { completeField } from '../forms/text-field.view.js';
import { PageService } from '../page/page.service.js';
import type { Turn } from '../page/turn.js';

type Refused = Exclude<OwnPasswordOutcome, { ok: true }>;

/** The pages about what the shop holds of a customer. */
@Injectable()
export class AccountDataPages {
  constructor(
    private readonly account: AccountDoor,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  show(turn: Turn, customer: Customer, refused?: Refused): Promise<void> {
    return this.page(turn, 'account/data', 'account.data.title', this.form(customer, refused), refused);
  }

  /** `credit`: what ends with the account. */
  showDeletion(
    turn: Turn,
    customer: Customer,
    credit: readonly CreditAccount[],
    refused?: Refused,
  ): Promise<void> {
    const left = credit.filter(({ balance }) => balance > 0);
    const amounts = left.map(({ currency, balance }) => this.formatters.in(currency).money(balance));
    const lost =
      left.length > 0 ? this.messages.t('account.data.credit', { amount: amounts.join(', ') }) : null;
    const model = { ...this.form(customer, refused), lost };
    return this.page(turn, 'account/data-delete', 'account.data.delete_title', model, refused);
  }

  showGone(turn: Turn): Promise<void> {
    return this.page(turn, 'account/data-gone', 'account.data.gone_title', {});
  }

  private form({ email }: Customer, refused: Refused | undefined) {
    const { t } = this.messages;
    const error = refused?.reason === 'wrong' ? t('account.current_wrong') : undefined;
    const field = completeField({
      name: 'current_password',
      label: t('account.current_password'),
      type: 'password',
      autocomplete: 'current-password',
      isRequired: true,
      ...(error !== undefined && { error, hasFocus: true }),
    });
    const minutes = refused?.reason === 'too_many' ? Math.ceil(refused.retryAfterSeconds / 60) : 0;
    return { email, field, error: minutes > 0 ? t('account.too_many', { minutes }) : null };
  }

  private async page(
    { request, response, visitor }: Turn,
    view: string,
    titleKey: string,
    model: object,
    refused?: Refused,
  ): Promise<void> {
    if (refused?.reason === 'too_many') response.setHeader('Retry-After', refused.retryAfterSeconds);
    const title = this.messages.t(titleKey);
    const nav = this.account.nav('/account/data');
    await this.pages.show(request, response, visitor, view, {
      title,
      status: refused ? { wrong: 422, too_many: 429 }[refused.reason] : 200,
      noIndex: true,
      model: { title, nav, ...model },
    });
  }
}
