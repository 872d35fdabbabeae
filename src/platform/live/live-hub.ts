import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Socket } from 'node:net';
import { Clock } from '../clock/clock.js';
import { ENV, type Env } from '../config/env.js';
import { keys } from '../redis/keys.js';
import { parseLiveMessage } from './live-message.js';
import { LiveStream } from './live-stream.js';
import { LiveStreams } from './live-streams.js';
import { LiveSubscriber } from './live-subscriber.js';

const SECOND = 1000;
/** Below the 30 s after which balancers and browsers give up on a silent connection. */
const BEAT = { from: 15 * SECOND, to: 25 * SECOND };
/** Streams end after a while, so that they spread again over the processes that there are. */
const LIFE = { from: 4 * 60 * SECOND, to: 6 * 60 * SECOND };
/** When streams end, browsers come back at their leisure, those of a leaving process after balancers have noticed. */
const RETRY = { soon: { from: 500, to: 3 * SECOND }, leaving: { from: 2 * SECOND, to: 8 * SECOND } };
/** One browser needs one; more are left-overs of connections that nobody has closed yet. */
const MOST_OF_SESSION = 5;
/** After a gap, streams are told to ask again within so many milliseconds for each stream there is. */
const RESYNC_MS_EACH = 4;
const MOST_RESYNC_MS = 20 * SECOND;
const SUBSCRIBED_WITHIN_MS = SECOND;
/** When it is worth asking again: another process may answer, or streams have ended. */
const [AWAY_SECONDS, FULL_SECONDS] = [5, 30];

const between = ({ from, to }: { from: number; to: number }): number => from + Math.random() * (to - from);

/** Keeps the open streams of this process and tells them what Redis says. Costs nothing before the first stream is there. */
@Injectable()
export class LiveHub implements BeforeApplicationShutdown {
  private readonly streams = new LiveStreams();
  /** Null in a shop without Redis: nothing is live there. */
  private readonly subscriber: LiveSubscriber | null;
  private timer: NodeJS.Timeout | undefined;
  private isLeaving = false;

  constructor(
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {
    const ears = { hear: (text: string) => this.pass(text), missed: () => this.resync() };
    this.subscriber = env.REDIS_URL ? new LiveSubscriber(env.REDIS_URL, keys.liveChannel, ears) : null;
  }

  /** Open streams of this process. */
  get count(): number {
    return this.streams.count;
  }

  /** Whether this process takes one more stream; when not, seconds until it is worth asking again. */
  async admit(owner: string, session: string): Promise<{ ok: true } | { ok: false; retrySeconds: number }> {
    if (this.isLeaving) return { ok: false, retrySeconds: AWAY_SECONDS };
    const isHeard = await this.subscriber?.opened(SUBSCRIBED_WITHIN_MS);
    if (!isHeard || this.isLeaving) return { ok: false, retrySeconds: AWAY_SECONDS };
    const isFull = this.count >= this.env.LIVE_STREAMS;
    if (isFull || this.streams.countOf(owner, session) >= MOST_OF_SESSION)
      return { ok: false, retrySeconds: FULL_SECONDS };
    return { ok: true };
  }

  /** Takes a connection on which the head of the answer was written. */
  add(owner: string, session: string, connection: Socket): LiveStream {
    const now = this.clock.now().getTime();
    const facts = { owner, session, endsAt: now + between(LIFE), beatsAt: now + between(BEAT) };
    const stream = new LiveStream(facts, connection);
    this.streams.add(stream);
    connection.once('close', () => this.streams.remove(stream));
    this.timer ??= setInterval(() => this.tick(), SECOND).unref();
    return stream;
  }

  /** Ends every stream and takes no more: the process is about to leave. */
  leave(): void {
    this.isLeaving = true;
    clearInterval(this.timer);
    for (const stream of this.streams.all()) this.end(stream, between(RETRY.leaving));
    this.subscriber?.close();
  }

  beforeApplicationShutdown(): void {
    this.leave();
  }

  private pass(text: string): void {
    const message = parseLiveMessage(text);
    if (!message) return;
    for (const stream of this.streams.concerned(message)) {
      if (message.kind === 'cart') stream.tell('cart', { count: message.count, revision: message.revision });
      else {
        if (message.kind === 'ended') stream.tell('ended', {});
        else stream.tell('resync', { within: 0 });
        this.end(stream, between(RETRY.soon));
      }
    }
  }

  /** Messages were missed. Everybody asks again, but not everybody at once. */
  private resync(): void {
    const within = Math.min(this.count * RESYNC_MS_EACH, MOST_RESYNC_MS);
    for (const stream of this.streams.all()) stream.tell('resync', { within });
  }

  private tick(): void {
    const now = this.clock.now().getTime();
    for (const stream of this.streams.all()) {
      if (now >= stream.endsAt) this.end(stream, between(RETRY.soon));
      else if (now >= stream.beatsAt) {
        stream.beatsAt = now + between(BEAT);
        stream.beat();
      }
    }
  }

  private end(stream: LiveStream, retryMs: number): void {
    this.streams.remove(stream);
    stream.end(retryMs);
  }
}
