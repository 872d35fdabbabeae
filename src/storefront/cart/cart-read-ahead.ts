import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ReadAhead } from '../../platform/session/read-ahead.js';
import { CartService, type Ahead } from '../../shop/cart/cart.service.js';

const WHOLE_CART = /^\/(cart|checkout)(\/|\.|$)/;
/** Where a line may be named by its place, which means another line once the change has been done. */
const BY_PLACE = /^\/cart(\/(change|update))?(\.|$)/;
const UNDO = '/cart/undo';
const ONLY_ADDS = /^\/cart\/add/;
const DATA = /\.(js|json|xml|txt)$/;

/**
 * Has the cart read together with the session: all of it for pages about it, the count for pages with a header, for some
 * changes also which operations have been done.
 */
@Injectable()
export class CartReadAhead {
  constructor(ahead: ReadAhead, carts: CartService) {
    ahead.add((cartId, request) => {
      const what = wanted(request);
      if (what) carts.readAhead(cartId, what);
    });
  }
}

function wanted({ method, path }: Request): Ahead | null {
  if (ONLY_ADDS.test(path)) return null;
  if (method === 'POST' && BY_PLACE.test(path)) return 'cart and operations';
  if (method === 'POST' && path === UNDO) return 'journal';
  if (WHOLE_CART.test(path)) return 'cart';
  return method === 'GET' && !DATA.test(path) ? 'count' : null;
}
