import { Logger } from '@nestjs/common';
import { createClient } from 'redis';

interface Ears {
  /** One message, as it was published. */
  hear: (text: string) => void;
  /** Messages may have been missed: the connection was lost and is there again. */
  missed: () => void;
}

const pause = (tries: number): number => Math.min(50 * 2 ** tries, 1000) + Math.random() * 50;

/** The one subscription of a process. It connects when it is first asked for, and again by itself whenever it is lost. */
export class LiveSubscriber {
  private readonly log = new Logger('Redis live');
  private readonly client;
  private opening: Promise<void> | undefined;
  private isSubscribed = false;

  constructor(
    url: string,
    private readonly channel: string,
    private readonly ears: Ears,
  ) {
    this.client = createClient({
      url,
      disableOfflineQueue: true,
      pingInterval: 700,
      socket: { connectTimeout: 500, socketTimeout: 2000, reconnectStrategy: pause },
    });
    this.client.on('error', (error: Error) => this.log.warn(error.message || error.name));
    // node-redis has subscribed again by the time it says that it is ready.
    this.client.on('ready', () => this.isSubscribed && ears.missed());
  }

  get isUp(): boolean {
    return this.isSubscribed && this.client.isReady;
  }

  /** Whether messages are heard, after waiting at most `milliseconds` for a connection that is being made. */
  async opened(milliseconds: number): Promise<boolean> {
    this.opening ??= this.open();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([this.opening, late]);
    clearTimeout(timer);
    return this.isUp;
  }

  close(): void {
    if (this.client.isOpen) this.client.destroy();
  }

  /** When it fails, the next one who asks tries again. */
  private async open(): Promise<void> {
    try {
      if (!this.client.isOpen) await this.client.connect();
      await this.client.subscribe(this.channel, this.ears.hear);
      this.isSubscribed = true;
    } catch (error) {
      this.opening = undefined;
      this.log.warn(`not subscribed: ${(error as Error).message}`);
    }
  }
}
