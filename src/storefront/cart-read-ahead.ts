import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ReadAhead } from '../platform/session/read-ahead.js';
import { CartService } from '../shop/cart/cart.service.js';

const WHOLE_CART = /^\/(cart|checkout)(\/|\.|$)/;
const ONLY_ADDS = /^\/cart\/add/;
const DATA = /\.(js|json|xml|txt)$/;

/** Has the cart read together with the session: all of it for pages about it, the count for pages with a header. */
@Injectable()
export class CartReadAhead {
  constructor(ahead: ReadAhead, carts: CartService) {
    ahead.add((cartId, request) => {
      const what = wanted(request);
      if (what) carts.readAhead(cartId, what);
    });
  }
}

function wanted({ method, path }: Request): 'cart' | 'count' | null {
  if (ONLY_ADDS.test(path)) return null;
  if (WHOLE_CART.test(path)) return 'cart';
  return method === 'GET' && !DATA.test(path) ? 'count' : null;
}
