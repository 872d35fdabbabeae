import { kept } from '../../core/orders/pieces.js';
import { returnReasons, type ReturnReason } from '../../core/orders/return-state.js';
import type { OrderDetails } from '../../shop/orders/order.js';
import type { ReturnLine } from '../../shop/returns/return.js';
import { readTexts, type FieldProblems, type Typed } from './checkout.form.js';

export type ReturnForm =
  { ok: true; lines: ReturnLine[]; note: string } | { ok: false; typed: Typed; problems: FieldProblems };

const MAX_NOTE = 1000;

/** How many of each line come back, and why. Fields: `quantity_<line>`, `reason_<line>`, `note`. */
export function readReturnForm(body: unknown, order: OrderDetails): ReturnForm {
  const typed = readTexts(body);
  const problems: Record<string, string> = {};
  const lines: ReturnLine[] = [];
  for (const line of order.lines) {
    const text = (typed[`quantity_${line.id}`] ?? '').trim();
    if (text === '' || text === '0') continue;
    const quantity = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
    const reason = returnReasons.find((one) => one === typed[`reason_${line.id}`]);
    if (quantity < 1 || quantity > kept(line))
      problems[`quantity_${line.id}`] = 'orders.returns.problem.quantity';
    else if (!reason) problems[`reason_${line.id}`] = 'orders.returns.problem.reason';
    else lines.push({ lineId: line.id, quantity, reason: reason satisfies ReturnReason });
  }
  const note = (typed['note'] ?? '').trim();
  if (note.length > MAX_NOTE) problems['note'] = 'orders.returns.problem.note';
  const isEmpty = lines.length === 0 && Object.keys(problems).length === 0;
  if (isEmpty) problems[firstField(order)] = 'orders.returns.problem.nothing';
  return Object.keys(problems).length > 0 ? { ok: false, typed, problems } : { ok: true, lines, note };
}

const firstField = (order: OrderDetails): string =>
  `quantity_${order.lines.find((line) => kept(line) > 0)?.id ?? 0}`;
