import { Injectable } from '@nestjs/common';
import { ConflictError, UnavailableError } from '../../platform/errors/shop-error.js';
import type { CartTurn } from './cart.js';
import type { ChangeReply, ChangeRequest, RefusedChange } from './cart-change.js';
import { CartCopiesService } from './cart-copies.service.js';
import { CartRepository } from './cart.repository.js';

/** Changes of carts that Redis may have lost, and their copies. */
@Injectable()
export class CartChanges {
  constructor(
    private readonly carts: CartRepository,
    private readonly copies: CartCopiesService,
  ) {}

  /**
   * A change that leaves a cart empty is copied at once: a cart that was emptied must not come back. So is every change
   * where nothing tells the worker of it. Errors: those of CartService.
   */
  async change(turn: CartTurn, request: ChangeRequest): Promise<ChangeReply> {
    let reply = await this.carts.change(turn, request);
    if (!reply.ok && reply.reason === 'unknown') {
      await this.copies.restore(turn.cartId);
      reply = await this.carts.change(turn, request);
    }
    if (reply.ok && (!this.carts.marksChanges || reply.cart.lines.length === 0))
      await this.copies.saveCart(reply.cart);
    if (!reply.ok) refuse(reply);
    return reply;
  }
}

/** Refusals that are no answer to the wish itself. */
function refuse({ reason }: RefusedChange): void {
  if (reason === 'unknown') throw new UnavailableError('errors.store_away');
  if (reason === 'ended') throw new ConflictError('errors.session_ended');
  if (reason === 'reused') throw new ConflictError('errors.operation_reused');
}
