import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { currentLanguage, inLanguage } from '../../platform/language/current-language.js';
import { CatalogService } from '../catalog/catalog.service.js';
import type { SellableVariant } from '../catalog/variant.types.js';
import { AlertTries } from './alert-tries.js';
import { StockAlertMailService } from './stock-alert-mail.service.js';
import { StockAlertRepository, type OwnStockAlert } from './stock-alert.repository.js';

/** Things that one address can wait for at a time. */
const MOST_WISHES = 20;
/** Who has waited so long has found something else. */
/** Named on the privacy page too. */
export const FORGET_AFTER_DAYS = 180;
const VARIANTS_AT_ONCE = 100;
const MAILS_AT_ONCE = 100;
const DELETED_AT_ONCE = 1000;

export type AlertOutcome = 'asked' | 'too_often' | 'too_many';

/** Tells people once, by mail, when something that was sold out can be had again. */
@Injectable()
export class StockAlertsService {
  constructor(
    private readonly alerts: StockAlertRepository,
    private readonly tries: AlertTries,
    private readonly mails: StockAlertMailService,
    private readonly catalog: CatalogService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** `email` in its normal form; `address` of the client's network. Who asked before hears the same as who asks first. */
  async ask(
    variantId: number,
    email: string,
    address: string,
    customerId: number | null = null,
  ): Promise<AlertOutcome> {
    if (!(await this.tries.count(email, address))) return 'too_often';
    const wish = { variantId, email, language: currentLanguage(), customerId };
    const isKept = await this.alerts.insert(wish, this.clock.now(), MOST_WISHES);
    return isKept ? 'asked' : 'too_many';
  }

  /** What a customer asked for while signed in; it goes with the account. */
  ofCustomer(customerId: number): Promise<OwnStockAlert[]> {
    return this.alerts.ofCustomer(customerId);
  }

  /** For the worker; any number may run it at once. */
  async tell(): Promise<void> {
    let after = 0;
    for (;;) {
      const ids = await this.alerts.findAvailable(after, VARIANTS_AT_ONCE);
      const variants = await this.catalog.variantsByIds(ids);
      for (const variant of variants.values()) if (variant.isForSale) await this.tellOf(variant);
      if (ids.length < VARIANTS_AT_ONCE) return;
      after = ids.at(-1)!;
    }
  }

  /** For the worker: true when there may be more. */
  async tidy(): Promise<boolean> {
    return (await this.alerts.deleteOlderThan(FORGET_AFTER_DAYS, DELETED_AT_ONCE)) === DELETED_AT_ONCE;
  }

  private async tellOf(variant: SellableVariant): Promise<void> {
    let told = 0;
    do told = await this.tellSome(variant);
    while (told === MAILS_AT_ONCE);
  }

  /** A wish ends in the transaction that promises its mail: nobody is told twice, nobody is forgotten. */
  private tellSome(variant: SellableVariant): Promise<number> {
    return this.database.transaction(async (tx) => {
      const alerts = await this.alerts.take(tx, variant.id, MAILS_AT_ONCE);
      for (const alert of alerts)
        await inLanguage(alert.language, () => this.mails.backInStock(tx, alert, variant));
      return alerts.length;
    });
  }
}
