import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';
import { verifyFormEncoding } from '../platform/security/form-encoding.js';
import type { NewItem } from '../shop/cart/cart.service.js';
import { wantsScriptAnswer } from './ajax-cart-addresses.js';
import { readAddForm, whereTo } from './forms/cart.forms.js';
import { operationOf, type Operation } from './forms/operation.js';

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

/**
 * The body of a request that says how long it is. It is put back at once, so the request is as if nobody had looked. Null
 * when the sender has gone.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    let missing = Number(request.headers['content-length']);
    const parts: Buffer[] = [];
    const done = (body: Buffer | null) => {
      request.off('readable', look).off('close', gone);
      if (body) request.unshift(body);
      resolve(body);
    };
    const gone = () => done(null);
    const look = () => {
      const part = request.read() as Buffer | null;
      missing -= part?.length ?? 0;
      if (part) parts.push(part);
      if (missing <= 0) done(Buffer.concat(parts));
    };
    request.on('readable', look).once('close', gone);
  });
}
