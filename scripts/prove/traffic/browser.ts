import { Agent, type OutgoingHttpHeaders } from 'node:http';
import { Shopper, type Answer } from '../../rig/shopper.js';
import { kindOf } from './sample.js';
import type { Traffic } from './traffic.js';

const NONE: Omit<Answer, 'text'> = { status: 0, headers: {}, json: () => null };

/** A browser whose every request is written down. One that gets no answer answers status 0 and why. */
export class Browser extends Shopper {
  /** `from`: an address of this machine, so that the shop sees different people. */
  constructor(
    url: string,
    private readonly traffic: Traffic,
    private readonly from?: string,
  ) {
    super(url, from === undefined ? false : new Agent({ localAddress: from, keepAlive: false }));
  }

  override get(path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.noted(path, true, super.get(path, headers));
  }

  override postBody(
    path: string,
    body: string,
    type: string,
    headers: OutgoingHttpHeaders = {},
  ): Promise<Answer> {
    return this.noted(path, false, super.postBody(path, body, type, headers));
  }

  /** The same browser, which has forgotten everything. */
  fresh(): Browser {
    return new Browser(this.url, this.traffic, this.from);
  }

  private async noted(path: string, isRead: boolean, sent: Promise<Answer>): Promise<Answer> {
    const at = this.traffic.now;
    const answer = await sent.catch((error: Error) => ({ ...NONE, text: error.message }));
    this.traffic.note({ at, kind: kindOf(path), isRead, status: answer.status, ms: this.traffic.now - at });
    return answer;
  }
}
