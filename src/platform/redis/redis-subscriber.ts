import { Logger } from '@nestjs/common';
import { KeptConnection } from './kept-connection.js';
import { openListening } from './open-connection.js';
import { QuietLog } from './quiet-log.js';
import { parseRedisAddress } from './redis-address.js';
import type { NodeConnection } from './redis-node.js';

type Listener = (message: string) => void;

interface Hooks {
  /** Listening, for the first time or again. */
  onReady?: () => void;
  /** Listening again. What was published in between is lost, so whoever relies on it looks for itself now. */
  onBack?: () => void;
}

/** Time for the old connection to end. */
const GRACE_MS = 100;

/**
 * Hears what is published, on a connection of its own, in every topology. It reconnects and subscribes again by
 * itself; messages of the time in between are gone, and `onBack` says so. One listener per channel.
 */
export class RedisSubscriber {
  private readonly log = new QuietLog(new Logger('Redis subscriber'));
  private readonly listeners = new Map<string, Listener>();
  private readonly kept: KeptConnection<NodeConnection>;

  /** `url`: in any form of `REDIS_URL`. Errors: RedisAddressError. */
  constructor(url: string, hooks: Hooks = {}) {
    const address = parseRedisAddress(url);
    this.kept = new KeptConnection({
      open: async (onTrouble) => this.subscribed(await openListening(address, onTrouble)),
      log: this.log,
      graceMs: GRACE_MS,
      onOpened: () => {
        for (const channel of this.listeners.keys()) this.listen(channel);
        hooks.onReady?.();
        if (this.kept.swaps > 0) hooks.onBack?.();
      },
    });
  }

  /** Starts connecting in the background. Channels subscribed before are heard as soon as it is ready. */
  connect(): void {
    this.kept.start();
  }

  /** True while it hears. */
  get isReady(): boolean {
    return this.kept.current?.isReady ?? false;
  }

  /** Heard from now on, or as soon as Redis is there. A listener that throws is only logged. */
  subscribe(channel: string, listener: Listener): void {
    this.listeners.set(channel, (message) => {
      try {
        listener(message);
      } catch (error) {
        this.log.warn(`a listener of ${channel} failed: ${(error as Error).message}`);
      }
    });
    this.listen(channel);
  }

  close(): Promise<void> {
    return this.kept.close();
  }

  /** Asking twice for a channel that is heard already asks Redis nothing. */
  private listen(channel: string): void {
    const node = this.kept.current;
    node
      ?.subscribe(channel, this.listeners.get(channel)!)
      .catch((error: Error) => node.reportTrouble(error.message));
  }

  /** Counts as connected only once it hears. */
  private async subscribed(node: NodeConnection): Promise<NodeConnection> {
    for (const [channel, listener] of this.listeners) await node.subscribe(channel, listener);
    return node;
  }
}
