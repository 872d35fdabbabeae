type ErrorType = 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error';

/** An answer with an error, in Stripe's shape. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly type: ErrorType,
    readonly code: string,
    message: string,
    /** What else the answer carries, such as the intent as it is now. */
    readonly more: object = {},
  ) {
    super(message);
  }

  get body(): string {
    const { type, code, message, more } = this;
    return JSON.stringify({ error: { type, code, message, ...more } });
  }
}

/** `param`: where it was named, unless that is the address of the call. */
export const missing = (what: string, id: string, param?: string): Refusal =>
  new Refusal(
    param === undefined ? 404 : 400,
    'invalid_request_error',
    'resource_missing',
    `No such ${what}: '${id}'`,
    param === undefined ? {} : { param },
  );

export const badParameter = (message: string, code = 'parameter_invalid_integer'): Refusal =>
  new Refusal(400, 'invalid_request_error', code, message);
