import { Cookies } from '../../rig/cookies.js';
import type { BenchAnswer, BenchRequest, Client } from '../client.js';

let visitors = 0;

/** Somebody with an address of their own, who keeps cookies and whom any of the instances may serve. */
export class CapacityVisitor {
  private readonly cookies = new Cookies();
  private readonly from: string;
  private nth = 0;

  constructor(
    private readonly instances: readonly Client[],
    private readonly sent: (answer: BenchAnswer) => void = () => undefined,
  ) {
    visitors += 1;
    this.from = `127.${1 + ((visitors >> 16) % 200)}.${(visitors >> 8) % 256}.${visitors % 256}`;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<BenchAnswer> {
    return this.send({ method: 'GET', path, headers });
  }

  post(path: string, fields: Record<string, string>): Promise<BenchAnswer> {
    return this.send({ method: 'POST', path, body: new URLSearchParams(fields).toString() });
  }

  /** Errors: another status than was expected, with what the page says. */
  async expect(status: number, answer: Promise<BenchAnswer>): Promise<BenchAnswer> {
    const came = await answer;
    if (came.status === status) return came;
    throw new Error(`expected ${status}, got ${came.status}: ${came.text.slice(0, 400)}`);
  }

  private async send(request: BenchRequest): Promise<BenchAnswer> {
    this.nth += 1;
    const client = this.instances[this.nth % this.instances.length]!;
    const answer = await client.send({ ...request, cookie: this.cookies.header, from: this.from });
    this.cookies.keep(answer.headers['set-cookie'] ?? []);
    this.sent(answer);
    return answer;
  }
}
