import { HttpException } from '@nestjs/common';
import { isGone, isReadOnly } from '../../platform/database/database-errors.js';
import { ShopError } from '../../platform/errors/shop-error.js';
import type { Messages } from '../../platform/views/messages.js';
import type { Page } from './page.service.js';

/** Statuses that have words of their own; others use those of 400 or 500. */
const WORDED = new Set([400, 403, 404, 405, 409, 413, 422, 429, 500, 503]);

/** The HTTP status of anything thrown: our errors, Nest's, those of body parsers; MySQL away is 503, the rest is 500. */
export function statusOf(error: unknown): number {
  if (error instanceof ShopError) return error.status;
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof URIError) return 400;
  const { status } = Object(error) as { status?: unknown };
  if (typeof status === 'number' && status >= 400 && status < 600) return status;
  return isGone(error) || isReadOnly(error) ? 503 : 500;
}

/** Title and text for a status; the text of a ShopError is its own sentence. */
export function wordsOf(status: number, error: unknown, messages: Messages): { title: string; text: string } {
  const kind = WORDED.has(status) ? status : status < 500 ? 400 : 500;
  const isWorded = error instanceof ShopError && messages.has(error.messageKey);
  return {
    title: messages.t(`errors.${kind}.title`),
    text: isWorded ? messages.t(error.messageKey, error.values) : messages.t(`errors.${kind}.text`),
  };
}

/** Model of `errors/show`. `requestId` lets a shopkeeper find the log lines of a failure. */
export function errorPage(status: number, error: unknown, messages: Messages, requestId: string): Page {
  const { title, text } = wordsOf(status, error, messages);
  const isOurs = status >= 500;
  const model = {
    heading: title,
    text,
    isLost: status === 404,
    stillWorks: isOurs && messages.t(status === 503 ? 'errors.still_works' : 'errors.ours'),
    reference: isOurs && messages.t('errors.reference', { id: requestId }),
  };
  return { title, status, noIndex: true, model };
}
