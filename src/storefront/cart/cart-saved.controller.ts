import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { AwayCart } from './away-cart.service.js';
import { CartDeeds } from './cart-deeds.service.js';
import { CartRefusals } from './cart-refusals.service.js';
import { readKeyForm, readUndoForm, whereTo } from '../forms/cart.forms.js';
import { operationOf } from '../forms/operation.js';

type Deed = 'save' | 'unsave' | 'forget';

const SAID = { save: 'cart.saved_for_later', unsave: 'cart.brought_back', forget: 'cart.forgotten' } as const;

/** What is put aside for later, and taking a change back; every form ends with 303 back to a page. */
@Controller('cart')
export class CartSavedController {
  constructor(
    private readonly deeds: CartDeeds,
    private readonly refusals: CartRefusals,
    private readonly away: AwayCart,
  ) {}

  @Post('save')
  save(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Body() body: unknown,
  ): Promise<void> {
    return this.move('save', request, response, visitor, body);
  }

  @Post('saved/restore')
  bringBack(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Body() body: unknown,
  ): Promise<void> {
    return this.move('unsave', request, response, visitor, body);
  }

  @Post('saved/remove')
  forget(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Body() body: unknown,
  ): Promise<void> {
    return this.move('forget', request, response, visitor, body);
  }

  @Post('undo')
  async undo(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Body() body: unknown,
  ): Promise<void> {
    const wish = { visitor, ...operationOf(request, body) };
    const outcome = await this.deeds.undo(wish, readUndoForm(body));
    if (!outcome.ok) return this.refusals.show(request, response, visitor, outcome);
    visitor.flash({ key: 'cart.undone', kind: 'success' });
    await this.away.remember(response, visitor);
    response.redirect(303, whereTo(body));
  }

  private async move(
    deed: Deed,
    request: Request,
    response: Response,
    visitor: Visitor,
    body: unknown,
  ): Promise<void> {
    const wish = { visitor, ...operationOf(request, body) };
    const outcome = await this.deeds.moveSaved(wish, readKeyForm(body), deed);
    if (!outcome.ok) return this.refusals.show(request, response, visitor, outcome);
    const undo = wish.operationId;
    const values = { title: outcome.title };
    visitor.flash({ key: SAID[deed], values, kind: 'success', ...(deed !== 'unsave' && { undo }) });
    await this.away.remember(response, visitor);
    response.redirect(303, whereTo(body));
  }
}
