import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sum, type Minor } from '../../core/money/money.js';
import { deliveryTaxShare, lineShare } from '../../core/orders/line-share.js';
import type { Pieces } from '../../core/orders/pieces.js';
import { OrderPiecesService, refusePieces } from './order-pieces.service.js';
import type { LinePick, Order, PlacedLine, Refusal } from './order.js';
import { RefundPartsRepository, type RefundParts } from './refund-parts.repository.js';

/** What is to be given back: pieces of lines, and of the delivery so much with its tax (minor units). */
export interface PartsWish {
  lines: LinePick[];
  shipping: Minor;
}

type Priced = { ok: true; amount: Minor; parts: RefundParts } | Refusal;

const notRefunded = (line: Pieces): number => line.quantity - (line as PlacedLine).refunded;

/** What refunds are for: works out what pieces cost, and keeps count of them. The caller holds the order's row. */
@Injectable()
export class RefundPartsService {
  constructor(
    private readonly parts: RefundPartsRepository,
    private readonly pieces: OrderPiecesService,
  ) {}

  /** What these parts cost, each piece with its share of discount and tax. */
  async price(tx: EntityManager, order: Order, wish: PartsWish, name: string | null): Promise<Priced> {
    const refusal = wish.lines.length > 0 ? refusePieces(order, wish.lines, notRefunded) : null;
    if (refusal) return refusal;
    const given = await this.parts.shippingGiven(tx, order.id);
    const delivery = deliveryCost(order);
    if (wish.shipping < 0 || wish.shipping > delivery.cost - given)
      return { ok: false, reason: 'too_much', refundable: delivery.cost - given };
    const lines = wish.lines.map((pick) => {
      const line = order.lines.find(({ id }) => id === pick.lineId)!;
      return { ...pick, ...lineShare(line, line.refunded, pick.quantity, order.pricesIncludeTax) };
    });
    const ofDelivery = deliveryTaxShare(delivery.cost, delivery.tax, given, wish.shipping);
    const tax = sum([...lines.map((line) => line.tax), ofDelivery]);
    const amount = sum([...lines.map((line) => line.amount), wish.shipping]);
    return { ok: true, amount, parts: { wish: name, shipping: wish.shipping, tax, lines } };
  }

  async keep(tx: EntityManager, refundId: number, order: Order, parts: RefundParts): Promise<void> {
    await this.pieces.refunded(tx, order, parts.lines);
    await this.parts.insert(tx, refundId, order.id, parts);
  }

  idOfWish(tx: EntityManager, orderId: number, name: string): Promise<number | null> {
    return this.parts.idOfWish(tx, orderId, name);
  }

  picks(refundId: number, tx?: EntityManager): Promise<LinePick[]> {
    return this.parts.picks(refundId, tx);
  }

  /** The gateway refused: before the refund's row goes, its pieces may be asked for again. */
  async giveUp(tx: EntityManager, refundId: number): Promise<void> {
    await this.pieces.notRefunded(tx, await this.parts.picks(refundId, tx));
  }
}

/** What the delivery cost with its tax, and the tax in it. */
function deliveryCost({ shipping, shippingTaxes, pricesIncludeTax }: Order): { cost: Minor; tax: Minor } {
  const tax = sum(shippingTaxes.map(({ amount }) => amount));
  return { cost: pricesIncludeTax ? shipping : shipping + tax, tax };
}
