/**
 * What cannot be served, with the HTTP status it becomes. `message` is a key of the message catalogue
 * (views/messages), `values` fill its placeholders. "Not yours" is NotFoundError too: it must look like "not there".
 */
export abstract class ShopError extends Error {
  abstract readonly status: number;
  constructor(
    readonly messageKey: string,
    readonly values: Readonly<Record<string, string | number>> = {},
  ) {
    super(messageKey);
    this.name = new.target.name;
  }
}

export class BadInputError extends ShopError {
  readonly status = 400;
}

export class ForbiddenError extends ShopError {
  readonly status = 403;
}

export class NotFoundError extends ShopError {
  readonly status = 404;
}

export class ConflictError extends ShopError {
  readonly status = 409;
}

/** A store is away or too slow, and nothing was saved. Becomes 503 with Retry-After. */
export class UnavailableError extends ShopError {
  readonly status = 503;
}

/**
 * A store was asked to change something and has not answered: it may have done so, or may do so once it wakes up. What
 * visitors are told about it is for the deed to say.
 */
export class NoAnswerError extends UnavailableError {}

/** For `catch` behind what holds already: whatever fails afterwards, something was changed. */
export function somethingChanged(error: unknown): never {
  throw error instanceof UnavailableError ? new NoAnswerError(error.messageKey, error.values) : error;
}

/** For `catch` behind what only reads: without an answer, nothing was changed either. */
export function nothingChanged(error: unknown): never {
  throw error instanceof NoAnswerError ? new UnavailableError(error.messageKey, error.values) : error;
}
