import { BadInputError } from '../errors/shop-error.js';

/** A percent sign that begins no code, which some clients send for a plain one. */
const PLAIN_PERCENT = /%(?![0-9a-f]{2})/gi;

/**
 * For the form parser's `verify`: refuses codes that are no UTF-8, such as half of a character. The parser would keep
 * them as they are, and a name would be stored as `Ada%ED%A0%80`. Errors: BadInputError.
 */
export function verifyFormEncoding(_request: unknown, _response: unknown, body: Buffer): void {
  try {
    decodeURIComponent(body.toString('latin1').replace(PLAIN_PERCENT, '%25'));
  } catch {
    throw new BadInputError('errors.bad_form');
  }
}
