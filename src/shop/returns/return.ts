import type { ReturnReason, ReturnState } from '../../core/orders/return-state.js';
import type { DeedOutcome, LinePick, Refusal } from '../orders/order.js';

export interface ReturnLine extends LinePick {
  reason: ReturnReason;
}

/** Goods on their way back. `nth` of its order, from 1. */
export interface Return {
  id: number;
  orderId: number;
  nth: number;
  state: ReturnState;
  /** What the shopper wrote. */
  note: string;
  /** Why it was refused. */
  answer: string | null;
  requestedAt: Date;
  lines: ReturnLine[];
}

export type ReturnRefusal =
  | Refusal
  /** The order has an open return already. */
  | { ok: false; reason: 'return_is_open' }
  | { ok: false; reason: 'no_return' };

export type ReturnOutcome = Extract<DeedOutcome, { ok: true }> | ReturnRefusal;
