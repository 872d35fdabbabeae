import { request, type IncomingMessage } from 'node:http';
import type { Shopper } from '../../scripts/rig/shopper.js';
import { until } from './until.js';

export interface LiveEvent {
  name: string;
  data: Record<string, unknown>;
}

/** One live stream, read as it comes. */
export class LiveListener {
  /** Everything that was said, heartbeats and waiting times too. */
  said = '';
  isOver = false;

  private constructor(
    private readonly answer: IncomingMessage,
    private readonly hangUp: () => void,
  ) {
    answer.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    answer.once('close', () => (this.isOver = true));
    answer.once('error', () => (this.isOver = true));
  }

  /** Opens a stream with the cookies of `shopper`. Returns when the head has come, whatever its status. */
  static open({ url, cookies }: Shopper): Promise<LiveListener> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      const outgoing = request(new URL('/live', url), { headers: { cookie }, agent: false });
      outgoing.once('error', reject);
      outgoing.once('response', (answer) => resolve(new LiveListener(answer, () => outgoing.destroy())));
      outgoing.end();
    });
  }

  get status(): number {
    return this.answer.statusCode!;
  }

  get headers(): IncomingMessage['headers'] {
    return this.answer.headers;
  }

  get events(): LiveEvent[] {
    const found = this.said.matchAll(/event: (\w+)\ndata: (.*)\n\n/g);
    return Array.from(found, ([, name, data]) => ({
      name: name!,
      data: JSON.parse(data!) as LiveEvent['data'],
    }));
  }

  /** The milliseconds after which the browser is asked to come back. */
  get retryMs(): number | null {
    const found = /retry: (\d+)\n/.exec(this.said);
    return found && Number(found[1]);
  }

  /** The `nth` event of that name, the first unless told. */
  async event(name: string, nth = 1, seconds = 10): Promise<LiveEvent['data']> {
    const what = `event ${name} no. ${nth}`;
    const event = await until(
      what,
      async () => this.events.filter((one) => one.name === name)[nth - 1],
      seconds,
    );
    return event.data;
  }

  over(seconds = 10): Promise<boolean> {
    return until('the stream ends', async () => this.isOver, seconds);
  }

  close(): void {
    this.hangUp();
  }
}
