import type { Socket } from 'node:net';

/** A browser that reads so slowly that this many bytes wait for it is let go; it asks again when it can. */
const MOST_WAITING_BYTES = 16_384;

/** Whose stream it is, and when it is due, in milliseconds since 1970. */
interface StreamFacts {
  /** Id of the cart it tells of. */
  owner: string;
  /** Handle of the session it belongs to. */
  session: string;
  endsAt: number;
  beatsAt: number;
}

/** One open answer of server-sent events. Keeps whose it is and the connection, nothing else of the request. */
export class LiveStream {
  readonly owner: string;
  readonly session: string;
  readonly endsAt: number;
  beatsAt: number;
  /** A cart's change was told since it is open. */
  hasToldCart = false;

  constructor(
    facts: StreamFacts,
    private readonly connection: Socket,
  ) {
    this.owner = facts.owner;
    this.session = facts.session;
    this.endsAt = facts.endsAt;
    this.beatsAt = facts.beatsAt;
  }

  tell(event: 'cart' | 'ended' | 'resync', data: object): void {
    this.hasToldCart ||= event === 'cart';
    this.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** A comment, so that nobody on the way takes the silence for the end. */
  beat(): void {
    this.write(':\n\n');
  }

  /** The browser comes back after `retryMs`. */
  end(retryMs: number): void {
    this.connection.write(`retry: ${Math.round(retryMs)}\n\n`);
    this.connection.destroySoon();
  }

  private write(text: string): void {
    this.connection.write(text);
    if (this.connection.writableLength > MOST_WAITING_BYTES) this.connection.destroy();
  }
}
