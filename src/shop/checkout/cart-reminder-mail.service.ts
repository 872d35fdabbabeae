import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { fullTitle } from '../../core/catalog/full-title.js';
import { MailService } from '../../platform/mail/mail.service.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import type { SellableVariant } from '../catalog/variant.types.js';
import type { LeftCheckout } from './checkout.repository.js';

/** What a reminder tells of a cart. */
interface LeftCart {
  lines: readonly {
    quantity: number;
    variant: Pick<SellableVariant, 'title' | 'productTitle'>;
  }[];
  subtotal: number;
}

@Injectable()
export class CartReminderMailService {
  constructor(
    private readonly mail: MailService,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  /** Promised within `tx`, once per checkout. */
  leftBehind(
    tx: EntityManager,
    { token, email }: Pick<LeftCheckout, 'token' | 'email'>,
    cart: LeftCart,
  ): Promise<void> {
    return this.mail.send(tx, `cart-reminder:${token}`, {
      to: email,
      template: 'cart-reminder',
      subjectKey: 'mail.cart_reminder.subject',
      subjectValues: {},
      model: {
        goods: cart.lines.map((line) => this.goodsOf(line)),
        subtotal: this.formatters.money(cart.subtotal),
        path: '/cart',
        why: this.messages.t('mail.cart_reminder.why'),
      },
    });
  }

  /** `2 × Rain jacket, Moss / S` */
  private goodsOf({ quantity, variant }: LeftCart['lines'][number]): string {
    return `${this.messages.t('mail.times', { quantity })} ${fullTitle(variant.productTitle, variant.title)}`;
  }
}
