import { changeLiveStreams } from '../metrics/counters.js';
import type { LiveMessage } from './live-message.js';
import type { LiveStream } from './live-stream.js';

/** The open streams of this process, by whose cart they tell of. */
export class LiveStreams {
  private readonly byOwner = new Map<string, Set<LiveStream>>();
  private size = 0;

  get count(): number {
    return this.size;
  }

  countOf(owner: string, session: string): number {
    return [...(this.byOwner.get(owner) ?? [])].filter((stream) => stream.session === session).length;
  }

  add(stream: LiveStream): void {
    const others = this.byOwner.get(stream.owner);
    if (others) others.add(stream);
    else this.byOwner.set(stream.owner, new Set([stream]));
    this.size += 1;
    changeLiveStreams(1);
  }

  remove(stream: LiveStream): void {
    const streams = this.byOwner.get(stream.owner);
    if (!streams?.delete(stream)) return;
    this.size -= 1;
    changeLiveStreams(-1);
    if (streams.size === 0) this.byOwner.delete(stream.owner);
  }

  /** Those whom a message concerns. */
  concerned(message: LiveMessage): LiveStream[] {
    const streams = [...(this.byOwner.get(message.owner) ?? [])];
    if (message.kind !== 'ended' || message.session === '*') return streams;
    return streams.filter((stream) => stream.session === message.session);
  }

  /** Those that are removed meanwhile are passed over. */
  *all(): Iterable<LiveStream> {
    for (const streams of this.byOwner.values()) yield* streams;
  }
}
