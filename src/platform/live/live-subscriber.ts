import { RedisSubscriber } from '../redis/redis-subscriber.js';

interface Ears {
  /** One message, as it was published. */
  hear: (text: string) => void;
  /** Messages may have been missed: the connection was lost and is there again. */
  missed: () => void;
}

/** The one subscription of a process. It connects when it is first asked for, and again by itself whenever it is lost. */
export class LiveSubscriber {
  private subscriber: RedisSubscriber | null = null;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly ears: Ears,
  ) {}

  /** Whether messages are heard, after waiting at most `milliseconds` for a connection that is being made. */
  async opened(milliseconds: number): Promise<boolean> {
    const subscriber = (this.subscriber ??= this.open());
    if (!subscriber.isReady) await this.readyWithin(milliseconds);
    return subscriber.isReady;
  }

  close(): void {
    void this.subscriber?.close();
  }

  private open(): RedisSubscriber {
    const onReady = () => this.waiting.forEach((go) => go());
    const subscriber = new RedisSubscriber(this.url, { onReady, onBack: this.ears.missed });
    subscriber.subscribe(this.channel, this.ears.hear);
    subscriber.connect();
    return subscriber;
  }

  private readyWithin(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.waiting.add(done);
    });
  }
}
