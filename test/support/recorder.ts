import type { OutgoingHttpHeaders } from 'node:http';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';

export interface Exchange {
  /** Method and address that were asked. */
  asked: string;
  answer: Answer;
}

/** A browser that keeps every answer it got, and every secret that its cookies named on the way. */
export class Recorder extends Shopper {
  readonly exchanges: Exchange[] = [];
  /** Ids of its sessions, and of its carts while it was a guest's. */
  readonly secrets = new Set<string>();

  override get(path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.record(`GET ${path}`, super.get(path, headers));
  }

  override postBody(
    path: string,
    body: string,
    type: string,
    headers: OutgoingHttpHeaders = {},
  ): Promise<Answer> {
    return this.record(`POST ${path}`, super.postBody(path, body, type, headers));
  }

  /** Name, value and attributes of every cookie that was set. */
  get setCookies(): string[] {
    return this.exchanges.flatMap(({ answer }) => answer.headers['set-cookie'] ?? []);
  }

  private async record(asked: string, sent: Promise<Answer>): Promise<Answer> {
    const answer = await sent;
    this.exchanges.push({ asked, answer });
    for (const [name, value] of this.cookies) {
      const [, sid, cartId] = /^s:([\w-]{32})\.([\w-]+)\./.exec(decodeURIComponent(value)) ?? [];
      if (name.endsWith('cloudcart') && sid) this.secrets.add(sid);
      if (cartId?.startsWith('g-')) this.secrets.add(cartId);
    }
    return answer;
  }
}
