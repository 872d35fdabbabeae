import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FIRST_DRAWN_NUMBER, LAST_DRAWN_NUMBER } from '../../core/orders/order-number.js';

/** Draws the numbers of new orders: they say nothing about how many there are. */
@Injectable()
export class OrderDraw {
  next(): number {
    return randomInt(FIRST_DRAWN_NUMBER, LAST_DRAWN_NUMBER + 1);
  }
}
