import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';
import { verifyFormEncoding } from '../../platform/security/form-encoding.js';
import type { NewItem } from '../../shop/cart/cart.service.js';
import { wantsScriptAnswer } from './ajax-cart-addresses.js';
import { readAddForm, whereTo } from './cart.forms.js';
import { operationOf, type Operation } from './operation.js';

/** What a form asks for, and where its visitor goes afterwards. */
export interface AddWish extends Operation {
  items: readonly NewItem[];
  where: string;
}

const FORM = /^application\/x-www-form-urlencoded(;\s*charset=utf-8)?$/i;
/** Few enough that the form parser's own limits are never met. */
const MOST_BYTES = 2000;
/** What a browser does not say when it sends such a form; Express knows what to make of it. */
const UNUSUAL = ['transfer-encoding', 'content-encoding', 'expect', 'cache-control', 'pragma'];

/** Whether a request is a small plain form that puts something into the cart, and is answered with a page. */
export function isAddForm({ method, url, headers }: IncomingMessage): boolean {
  if (method !== 'POST' || url !== '/cart/add') return false;
  const isPlain = FORM.test(headers['content-type'] ?? '') && !UNUSUAL.some((name) => name in headers);
  const bytes = Number(headers['content-length']);
  return isPlain && bytes > 0 && bytes <= MOST_BYTES && !wantsScriptAnswer(headers.accept);
}

/** Null for what cannot be read: whoever reads it next says why. */
export function readAddWish(request: IncomingMessage, body: Buffer): AddWish | null {
  try {
    verifyFormEncoding(request, null, body);
    const fields = parse(body.toString());
    return { items: readAddForm(fields).items, where: whereTo(fields), ...operationOf(request, fields) };
  } catch {
    return null;
  }
}
