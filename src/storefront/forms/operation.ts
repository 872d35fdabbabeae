import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BadInputError } from '../../platform/errors/shop-error.js';
import { isFields } from './fields.js';

/** `mayBeRepeat`: the client gave the id, and may have sent it before. */
export interface Operation {
  operationId: string;
  mayBeRepeat: boolean;
}

const FORM = /^[\w-]{8,64}$/;

/**
 * The id of an operation on the cart: the `Idempotency-Key` header (with or without the quotes of its draft standard), or
 * the field `operation_id` that our script puts into a form when it is sent; a new one without either. A request that is
 * repeated with the same id counts once. Errors: BadInputError for anything but 8 to 64 letters, digits, `-` and `_`.
 */
export function operationOf(request: IncomingMessage, body: unknown): Operation {
  const header = request.headers['idempotency-key'];
  const given = header ?? (isFields(body) ? body['operation_id'] : undefined);
  // Need not be secret, and `randomUUID` has its random bits ready.
  if (given === undefined || given === '') return { operationId: randomUUID(), mayBeRepeat: false };
  const id = typeof given === 'string' ? given.replace(/^"(.*)"$/, '$1') : '';
  if (!FORM.test(id)) throw new BadInputError('errors.operation_unreadable');
  return { operationId: id, mayBeRepeat: true };
}
