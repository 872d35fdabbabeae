import { sign, unsign } from 'cookie-signature';
import {
  formatSessionId,
  parseSessionId,
  type SessionRef,
} from '../../../src/platform/session/session-id.js';
import { Cookies } from '../../rig/cookies.js';
import { until } from '../../servers/until.js';
import type { BenchAnswer, BenchRequest, Client } from '../client.js';

/** The cookies that carry session and cart; the one that remembers lines for an outage is left out of the comparison. */
const KEPT = ['cloudcart', 'cloudcart-values'];
export const SECRET = 'only-for-the-bench-0123456789abcdef0123456789';
export const CART_LINES = 5;
const PATIENCE_SECONDS = 30;
const AT_ONCE = 6;

/** A browser with the cookies of one visitor. */
export class Visitor {
  private readonly cookies = new Cookies();

  /** The visitor of a session that was written into the store. */
  static of(ref: SessionRef): Visitor {
    const visitor = new Visitor();
    const value = `s:${sign(formatSessionId(ref), SECRET)}`;
    visitor.cookies.set('cloudcart', encodeURIComponent(value));
    return visitor;
  }

  /**
   * Comes to a shop and puts the variants into the cart, one after the other. A store that is too busy for one of them
   * says so; then somebody else comes, since nobody knows whether that one was stored.
   */
  static withCart(client: Client, variantIds: readonly number[]): Promise<Visitor> {
    const fill = async () => {
      const visitor = new Visitor();
      for (const id of variantIds) if ((await visitor.add(client, id)).status !== 303) return null;
      return visitor;
    };
    return until('a visitor gets a cart', fill, PATIENCE_SECONDS);
  }

  /** The Cookie header. */
  get cookie(): string {
    return this.cookies.header;
  }

  /** What the session cookie names. */
  get ref(): SessionRef {
    const value = decodeURIComponent(this.cookies.get('cloudcart') ?? '').slice('s:'.length);
    return parseSessionId(unsign(value, SECRET) || '')!;
  }

  add(client: Client, id: number): Promise<BenchAnswer> {
    return this.send(client, { method: 'POST', path: '/cart/add', body: `id=${id}&quantity=1` });
  }

  see(client: Client, path: string): Promise<BenchAnswer> {
    return this.send(client, { method: 'GET', path });
  }

  /** Units in the cart, once the shop can say. */
  async units(client: Client): Promise<number> {
    const ask = async () => {
      const answer = await this.see(client, '/cart.js');
      return answer.status === 200 ? (JSON.parse(answer.text) as { item_count: number }) : null;
    };
    return (await until('the shop knows the cart', ask, PATIENCE_SECONDS)).item_count;
  }

  private async send(client: Client, request: BenchRequest): Promise<BenchAnswer> {
    const answer = await client.send({ ...request, cookie: this.cookie || undefined });
    this.cookies.keep(answer.headers['set-cookie'] ?? [], (name) => KEPT.includes(name));
    return answer;
  }
}

/** Does `work` for each, a few at a time. */
export async function each<T, R>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const goOn = async () => {
    while (next < all.length) {
      const at = next;
      next += 1;
      results[at] = await work(all[at]!);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, goOn));
  return results;
}

/** So many of them, each with a cart of these variants. */
export const newVisitors = (
  client: Client,
  variantIds: readonly number[],
  count: number,
): Promise<Visitor[]> =>
  each(Array.from({ length: count }), AT_ONCE, () => Visitor.withCart(client, variantIds));
