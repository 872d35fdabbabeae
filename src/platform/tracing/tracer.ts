import type { IncomingMessage, Server } from 'node:http';

export interface SpanIds {
  traceId: string;
  spanId: string;
}

type Attributes = Readonly<Record<string, string | number>>;

/** A piece of work in a trace. `parent`: of which it is a part, in the form of `carrier`; what is under way unless told. */
export interface SpanOptions {
  name: string;
  attributes?: Attributes;
  parent?: string | null;
}

/** What `tracing/` offers; nothing of it is loaded unless somebody asks for traces. */
export interface Tracer {
  /** Of what is under way. */
  ids(): SpanIds | null;
  /** What is under way, for whoever goes on with it later: W3C's `traceparent`. */
  carrier(): string | null;
  span<T>(options: SpanOptions, work: () => Promise<T>): Promise<T>;
  /** Makes a trace of every request of `server`. `routeOf`: its pattern, once it is answered. */
  serve(server: Server, routeOf: (request: IncomingMessage) => string): void;
  /** Sends what is left. */
  stop(): Promise<void>;
}

let tracer: Tracer | null = null;

export function useTracer(found: Tracer): void {
  tracer = found;
}

export const currentTracer = (): Tracer | null => tracer;

/** Null when nothing is traced. */
export const traceIds = (): SpanIds | null => tracer?.ids() ?? null;

/** For whoever goes on later; null when nothing is traced. */
export const carrierOfNow = (): string | null => tracer?.carrier() ?? null;

/** Does `work` as a span of its own, when traces are on. */
export function inSpan<T>(options: SpanOptions, work: () => Promise<T>): Promise<T> {
  return tracer ? tracer.span(options, work) : work();
}
