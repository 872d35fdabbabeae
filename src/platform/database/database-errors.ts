import { NoAnswerError, ShopError, UnavailableError } from '../errors/shop-error.js';

/** `code` is a name, of Node or of MySQL; `errno` MySQL's number. */
interface DriverError {
  code?: unknown;
  errno?: unknown;
  message?: unknown;
}

/** `--read-only`, a transaction that may only read, InnoDB in read-only mode: this server is not the primary any more. */
const READ_ONLY = new Set<unknown>([1290, 1792, 1836]);
/** Deadlock, lock wait time-out, and "record has changed since last read" (MariaDB 11.8 and later). */
const CONTENDED = new Set<unknown>([1213, 1205, 1020]);
/** The server ended a statement that took too long: MariaDB, MySQL. */
const TOO_SLOW = new Set<unknown>([1969, 3024]);
/** Connection refused, lost or silent; too many of them; the server ends, or has ended this one. */
const GONE =
  /^(ECONN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|PROTOCOL_CONNECTION_LOST|PROTOCOL_SEQUENCE_TIMEOUT|POOL_CLOSED|ER_CON_COUNT_ERROR|ER_SERVER_SHUTDOWN|ER_CONNECTION_KILLED|ER_CLIENT_INTERACTION_TIMEOUT)/;
/** What mysql2 says without a code: the connection broke before the statement; no more may wait for one. */
const UNSENT = /in closed state|^Queue limit reached|^Pool is closed/;

/** TypeORM wraps what a statement came to; what getting a connection came to arrives as it is. */
const causeOf = (error: unknown): DriverError =>
  Object((Object(error) as { driverError?: unknown }).driverError ?? error) as DriverError;

export const errorNumber = (error: unknown): unknown => causeOf(error).errno;

/** The server takes no changes: it was the primary once, or is not yet. */
export const isReadOnly = (error: unknown): boolean => READ_ONLY.has(errorNumber(error));

/** The connection is of no use any more, or there is none. */
export function isGone(error: unknown): boolean {
  const { code, message } = causeOf(error);
  return GONE.test(String(code)) || (code === undefined && UNSENT.test(String(message)));
}

/** The server did not answer in time. */
export const isSilent = (error: unknown): boolean => causeOf(error).code === 'PROTOCOL_SEQUENCE_TIMEOUT';

/**
 * Whether the same may be sent again: nothing of it holds, and it may go better. `mayHold`: it was the last word of a change,
 * so that a lost answer leaves open whether it was heard.
 */
export const isRetriable = (error: unknown, mayHold: boolean): boolean =>
  CONTENDED.has(errorNumber(error)) || isReadOnly(error) || (isGone(error) && !mayHold);

const LOCKED = 1205;

/** A row that somebody holds for as long as we wait for one may well be held longer. */
export const mostTries = (error: unknown): number => (errorNumber(error) === LOCKED ? 2 : 5);

/**
 * No try begins later than this after the first one, milliseconds: somebody waits for the answer. Who has waited for a connection and
 * then in vain for a row would wait for both once more.
 */
export const lastTryMs = (error: unknown): number => (errorNumber(error) === LOCKED ? 1500 : 2000);

/** MySQL's absence and overload as a ShopError (503); anything else as it is. */
export function translate(error: unknown, mayHold: boolean): unknown {
  if (error instanceof ShopError) return error;
  if (isGone(error) && mayHold) return new NoAnswerError('errors.database_unsure');
  if (isGone(error) || isReadOnly(error)) return new UnavailableError('errors.database_away');
  const number = errorNumber(error);
  return CONTENDED.has(number) || TOO_SLOW.has(number) ? new UnavailableError('errors.too_busy') : error;
}
