import { fullTitle } from '../../core/catalog/full-title.js';
import { kept } from '../../core/orders/pieces.js';
import { returnReasons } from '../../core/orders/return-state.js';
import type { Messages } from '../../platform/views/messages.js';
import type { OrderDetails } from '../../shop/orders/order.js';
import { returnLabel } from '../../shop/orders/return-label.js';
import type { Return } from '../../shop/returns/return.js';
import type { FieldProblems, Typed } from '../forms/checkout.form.js';

/** The form of a return: a row for each line of which pieces are with the shopper. */
export function returnForm(messages: Messages, order: OrderDetails, typed: Typed, problems: FieldProblems) {
  const { t } = messages;
  const wrong = Object.keys(problems);
  const lines = order.lines.filter((line) => kept(line) > 0);
  const likely = lines.length === 1 && kept(lines[0]!) === 1 ? '1' : '0';
  return {
    lines: lines.map((line) => {
      const [quantity, reason] = [`quantity_${line.id}`, `reason_${line.id}`];
      const problem = problems[quantity] ?? problems[reason];
      return {
        title: fullTitle(line.title, line.variantTitle),
        quantity,
        reason,
        value: typed[quantity] ?? likely,
        most: kept(line),
        mostText: t('orders.returns.most', { count: kept(line) }),
        error: problem ? t(problem) : null,
        isQuantityWrong: problems[quantity] !== undefined,
        isReasonWrong: problems[reason] !== undefined,
        hasFocus: wrong[0] === quantity || wrong[0] === reason,
        reasons: returnReasons.map((code) => ({
          code,
          text: t(`orders.returns.reasons.${code}`),
          isChosen: typed[reason] === code,
        })),
      };
    }),
    note: typed['note'] ?? '',
    noteError: problems['note'] ? t(problems['note']) : null,
    errors: {
      title: t('checkout.wrong'),
      problems: wrong.map((field) => ({
        field,
        label: lines.find(({ id }) => field.endsWith(`_${id}`))?.title ?? t('orders.returns.note'),
        text: t(problems[field] ?? ''),
      })),
    },
  };
}

/** The returns of an order, for its page. */
export const returnsWords = (order: OrderDetails, returns: readonly Return[], messages: Messages) =>
  returns.map((one) => ({
    state: messages.t(`orders.returns.states.${one.state}`),
    pieces: one.lines.map(({ lineId, quantity, reason }) => {
      const title = order.lines.find(({ id }) => id === lineId)?.title ?? '';
      const why = messages.t(`orders.returns.reasons.${reason}`);
      return messages.t('orders.returns.piece', { quantity, title, why });
    }),
    answer: one.answer,
    label: one.state === 'approved' ? returnLabel(order, one.nth, messages) : [],
  }));
