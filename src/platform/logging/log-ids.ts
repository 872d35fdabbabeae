import { AsyncLocalStorage } from 'node:async_hooks';
import { currentRequestId } from '../request/request-stats.js';
import { type SpanIds, traceIds } from '../tracing/tracer.js';

/** Work of the outbox, and the request that promised it. */
export interface WorkIds {
  outboxId: number;
  /** Such as `mail:order-confirmed:1001`: says which order, and never who. */
  outboxKey: string;
  requestId?: string;
}

const storage = new AsyncLocalStorage<WorkIds>();

/** Every log line that is written while `work` runs carries these. */
export const withWorkIds = <T>(ids: WorkIds, work: () => T): T => storage.run(ids, work);

/** The request that this is done for, now or later; null when nobody asked. */
export const causeOfNow = (): string | null => currentRequestId() ?? storage.getStore()?.requestId ?? null;

/** What joins a log line with others, and with a trace when there is one: ids only, nothing of a person. */
export function logIds(): Partial<WorkIds & SpanIds> {
  const requestId = currentRequestId();
  const ids = requestId === null ? storage.getStore() : { requestId };
  return { ...ids, ...traceIds() };
}
