import type { DeedResult } from '../payments/gateway.js';
import type { Refusal } from './order.js';

/** The gateway's no, or its silence, as the outcome of a deed. */
export const refusedByGateway = (result: Exclude<DeedResult, { status: 'done' }>): Refusal =>
  result.status === 'refused'
    ? { ok: false, reason: 'gateway_refused', message: result.reason }
    : { ok: false, reason: 'gateway_unknown' };
