import type { Events, StubEvent } from '../../rig/stripe/events.js';

const ROUND_MS = 200;
/** The real one waits for hours; a run has minutes. */
const AGAIN_AFTER_MS = 2000;

/** Brings the provider's events to the shop, again and again until each was taken, as Stripe does. */
export class EventPost {
  private seen = 0;
  private readonly open = new Map<StubEvent, number>();
  private rounds: NodeJS.Timeout;

  constructor(
    private readonly events: Events,
    private readonly url: string,
  ) {
    this.rounds = setInterval(() => this.round(), ROUND_MS);
  }

  /** How many the shop has not taken yet. */
  get waiting(): number {
    return this.open.size + this.events.all.length - this.seen;
  }

  close(): void {
    clearInterval(this.rounds);
  }

  private round(): void {
    for (; this.seen < this.events.all.length; this.seen += 1) this.open.set(this.events.all[this.seen]!, 0);
    const now = performance.now();
    for (const [event, dueAt] of this.open) if (dueAt <= now) void this.bring(event);
  }

  private async bring(event: StubEvent): Promise<void> {
    this.open.set(event, Infinity);
    const status = await this.events.deliver(event, this.url).catch(() => 0);
    if (status === 200) this.open.delete(event);
    else this.open.set(event, performance.now() + AGAIN_AFTER_MS);
  }
}
