import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Env } from '../config/env.js';
import { cookieRules, messageCookieName } from './session-cookie.js';
import { SignedCookie } from './signed-cookie.js';

const schema = z.strictObject({
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
const MESSAGE_LIFE_MS = 5 * 60_000;
/** Of its JSON: signed and encoded it stays well below the 4,096 bytes that browsers take. */
const MAX_BYTES = 2000;

/**
 * The message for the next page, in a signed cookie of its own: a store would cost a write for leaving it and another
 * one for taking it. A damaged or foreign one is no message.
 */
export class MessageCookie {
  constructor(private readonly cookie: SignedCookie) {}

  leave(response: Response, message: Message): void {
    const text = JSON.stringify(message);
    if (Buffer.byteLength(text) <= MAX_BYTES) this.cookie.write(response, text);
  }

  drop(response: Response): void {
    this.cookie.clear(response);
  }

  /** The message that came with a request, once. */
  take(request: Request, response: Response): Message | null {
    if (!this.cookie.isIn(request)) return null;
    this.drop(response);
    try {
      return schema.parse(JSON.parse(this.cookie.read(request) ?? ''));
    } catch {
      return null;
    }
  }
}

export const messageCookie = (env: Env): MessageCookie =>
  new MessageCookie(
    new SignedCookie(messageCookieName(env), env.SESSION_SECRETS, cookieRules(env), MESSAGE_LIFE_MS),
  );
