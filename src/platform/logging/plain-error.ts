interface SerializedError {
  type?: string;
  message?: string;
  stack?: string;
  code?: unknown;
}

/**
 * What a log line keeps of an error. pino copies every property, and the error of a failed statement carries the
 * statement with its values: addresses, names, password hashes.
 */
export const plainError = ({ type, message, stack, code }: SerializedError): SerializedError => ({
  type,
  message,
  stack,
  code,
});
