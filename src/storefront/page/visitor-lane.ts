import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { SessionPeek, Visitor } from '../../platform/session/session-peek.js';
import { SESSION_PEEK } from '../../platform/session/session.module.js';
import { CartService } from '../../shop/cart/cart.service.js';
import { type Filling, HoleFilling } from './hole-filling.service.js';

/** What belongs to a visitor with a session on a page that is made: session and cart are one question to Redis. */
@Injectable()
export class VisitorLane {
  constructor(
    @Inject(SESSION_PEEK) private readonly peek: SessionPeek | null,
    private readonly carts: CartService,
    private readonly holes: HoleFilling,
  ) {}

  /** Null when more has to be done for this visitor than to show a page. */
  visitorOf(request: IncomingMessage): Visitor | null {
    return this.peek?.visitorOf(request) ?? null;
  }

  /** Null when there is no such session, or a store does not answer: others know what to say then. */
  async fillingOf(visitor: Visitor): Promise<Filling | null> {
    const asked = [this.peek!.read(visitor), this.carts.headCounts(visitor.cartId)] as const;
    const [record, counts] = await Promise.all(asked).catch(() => [null, null] as const);
    if (!record || !counts) return null;
    const isSignedIn = record.customerId !== undefined;
    return this.holes.ofQuiet({ ...counts, isSignedIn, session: visitor.handle });
  }
}
