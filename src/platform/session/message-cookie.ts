import type { CookieOptions, Request, Response } from 'express';
import { sign, unsign } from 'cookie-signature';
import { z } from 'zod';
import { namedCookies } from './session-cookie.js';

const message = z.strictObject({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  kind: z.enum(['success', 'notice', 'error']),
  undo: z.string().optional(),
});

/** One message for the next page: `key` of the message catalogue, `values` for its placeholders. */
export interface Message {
  key: string;
  values?: Record<string, string | number> | undefined;
  kind: 'success' | 'notice' | 'error';
  /** Operation on the cart that a button beside the message takes back. */
  undo?: string | undefined;
}

/** Long enough for a slow redirect, short enough not to surprise anybody tomorrow. */
const LIFE_MS = 5 * 60_000;
const MAX_BYTES = 2000;

/**
 * The message for the next page, in a signed cookie of its own: a store would cost a write for leaving it and another
 * one for taking it. A damaged or foreign one is no message.
 */
export class MessageCookie {
  constructor(
    private readonly name: string,
    private readonly secrets: readonly string[],
    private readonly options: CookieOptions,
  ) {}

  leave(response: Response, left: Message): void {
    const text = Buffer.from(JSON.stringify(left)).toString('base64url');
    if (text.length > MAX_BYTES) return;
    response.cookie(this.name, sign(text, this.secrets[0]!), { ...this.options, maxAge: LIFE_MS });
  }

  drop(response: Response): void {
    response.clearCookie(this.name, this.options);
  }

  /** The message that came with a request, once. */
  take(request: Request, response: Response): Message | null {
    const [cookie, ...more] = namedCookies(request, this.name);
    if (cookie === undefined) return null;
    this.drop(response);
    return more.length === 0 ? this.read(cookie) : null;
  }

  private read(cookie: string): Message | null {
    const [text] = this.secrets.map((secret) => unsign(cookie, secret)).filter((found) => found !== false);
    try {
      return text ? message.parse(JSON.parse(Buffer.from(text, 'base64url').toString())) : null;
    } catch {
      return null;
    }
  }
}
