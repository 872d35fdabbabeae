import { Injectable } from '@nestjs/common';
import { convertPromotion } from '../../core/promotions/convert-promotion.js';
import type { Condition, Promotion, Scope, Shopper } from '../../core/promotions/promotion.js';
import type { PricedCart } from '../cart/cart.service.js';
import { CatalogService } from '../catalog/catalog.service.js';
import { PriceLists } from '../catalog/price-lists/price-lists.service.js';
import { CustomerGroupsService } from '../customers/customer-groups.service.js';
import { OrdersService } from '../orders/orders.service.js';
import type { Orderer } from '../promotions/promotion-record.js';
import { PromotionsService, type Offered } from '../promotions/promotions.service.js';
import type { Collections } from './lines-to-price.js';

/** Who buys, with the codes they have typed. */
export interface Buyer extends Orderer {
  codes: readonly string[];
}

/** What the prices of a cart need to know besides its lines. */
export interface CartPromotions extends Offered {
  shopper: Shopper;
  collections: Collections;
}

/** Finds what may apply to a cart, and asks only for what those promotions look at. */
@Injectable()
export class CartPromotionsService {
  constructor(
    private readonly promotions: PromotionsService,
    private readonly groups: CustomerGroupsService,
    private readonly orders: OrdersService,
    private readonly catalog: CatalogService,
    private readonly priceLists: PriceLists,
  ) {}

  /** Amounts in the currency of the cart. `isFresh`: see `PromotionsService.offered`. Errors: UnavailableError. */
  async of(cart: PricedCart, buyer: Buyer, isFresh: boolean): Promise<CartPromotions> {
    const offered = await this.promotions.offered(buyer.codes, buyer, isFresh);
    const convert = this.priceLists.converter(cart.list);
    return {
      ...offered,
      ...(convert && { promotions: offered.promotions.map((one) => convertPromotion(one, convert)) }),
      shopper: await this.shopperFor(offered.promotions, buyer),
      collections: await this.collectionsFor(offered.promotions, cart),
    };
  }

  private async shopperFor(promotions: readonly Promotion[], buyer: Buyer): Promise<Shopper> {
    const kinds = new Set(promotions.flatMap(({ conditions }) => conditions.map(({ kind }) => kind)));
    const { customerId, email } = buyer;
    const groups =
      kinds.has('customer_group') && customerId !== null ? await this.groups.ofCustomer(customerId) : [];
    const isKnown = customerId !== null || email !== null;
    const isFirstOrder =
      kinds.has('first_order') && isKnown ? !(await this.orders.hasOrdered(customerId, email)) : true;
    return { groups, isFirstOrder };
  }

  private async collectionsFor(promotions: readonly Promotion[], cart: PricedCart): Promise<Collections> {
    if (!promotions.some(looksAtCollections) || cart.lines.length === 0) return new Map();
    const products = new Set(cart.lines.map(({ variant }) => variant.productId));
    return this.catalog.collectionIdsOf([...products]);
  }
}

const looksAtCollections = ({ benefit, conditions }: Promotion): boolean =>
  [benefit, ...conditions].flatMap(scopesOf).some(({ collections }) => (collections?.length ?? 0) > 0);

const scopesOf = (part: Promotion['benefit'] | Condition): Scope[] => [
  ...('of' in part ? [part.of] : []),
  ...('get' in part ? [part.get] : []),
];
