import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { fullTitle } from '../../core/catalog/full-title.js';
import { MailService } from '../../platform/mail/mail.service.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import type { SellableVariant } from '../catalog/variant.types.js';
import type { StockAlert } from './stock-alert.repository.js';

type Shown = Pick<SellableVariant, 'id' | 'title' | 'price' | 'productTitle' | 'productHandle'>;

@Injectable()
export class StockAlertMailService {
  constructor(
    private readonly mail: MailService,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  /** Promised within `tx`, once per wish. */
  backInStock(
    tx: EntityManager,
    { id, email }: Pick<StockAlert, 'id' | 'email'>,
    shown: Shown,
  ): Promise<void> {
    const { title, productTitle, productHandle } = shown;
    const name = fullTitle(productTitle, title);
    return this.mail.send(tx, `back-in-stock:${id}`, {
      to: email,
      template: 'back-in-stock',
      subjectKey: 'mail.back_in_stock.subject',
      subjectValues: { name },
      model: {
        name,
        why: this.messages.t('mail.back_in_stock.why'),
        price: this.formatters.money(shown.price),
        path: `/products/${encodeURIComponent(productHandle)}?variant=${shown.id}`,
      },
    });
  }
}
