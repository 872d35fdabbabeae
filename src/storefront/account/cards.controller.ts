import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../../platform/clock/clock.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { StripeCardsService } from '../../shop/payments/stripe/stripe-cards.service.js';
import { AccountDoor } from './account-door.service.js';
import { cardName, cardsPage } from './cards.view.js';
import { readRemoveCardForm } from '../forms/account.forms.js';
import { PageService } from '../page/page.service.js';

const HERE = '/account/cards';

/** The cards that a customer has saved with the payment provider. A shop without one has no such page. */
@Controller('account/cards')
export class CardsController {
  constructor(
    private readonly account: AccountDoor,
    private readonly cards: StripeCardsService,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    this.refuseWithout();
    const customer = await this.account.customer(visitor, response, HERE);
    if (!customer) return;
    const cards = await this.cards.list(customer.id);
    await this.pages.show(request, response, visitor, 'account/cards', {
      title: this.messages.t('account.cards_title'),
      noIndex: true,
      model: { ...cardsPage(cards, this.clock.now(), this.messages), nav: this.account.nav(HERE) },
    });
  }

  /** Another customer's card is as good as one that was never there. */
  @Post('remove')
  async remove(
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Body() body: unknown,
  ): Promise<void> {
    this.refuseWithout();
    const { card } = readRemoveCardForm(body);
    const customer = await this.account.customer(visitor, response, HERE);
    if (!customer) return;
    const removed = await this.cards.remove(customer.id, card);
    visitor.flash(
      removed
        ? { key: 'account.card_removed', values: { name: cardName(removed, this.messages) }, kind: 'success' }
        : { key: 'account.card_gone', kind: 'notice' },
    );
    response.redirect(303, HERE);
  }

  private refuseWithout(): void {
    if (!this.cards.isConnected) throw new NotFoundError('errors.not_found');
  }
}
