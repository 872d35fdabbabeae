import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { codeKey, MAX_CODE_LENGTH } from '../../core/promotions/coupon-code.js';
import { ENV, type Env } from '../../platform/config/env.js';
import { cookieRules, sessionCookieName } from '../../platform/session/session-cookie.js';
import { SignedCookie } from '../../platform/session/signed-cookie.js';

const LIFE_MS = 30 * 86_400_000;
/** More are never good together, and a cookie has its limits. */
const MOST = 5;
const schema = z.array(z.string().min(1).max(MAX_CODE_LENGTH)).max(MOST);

/**
 * The codes that a browser has been given, in a signed cookie: a link may bring one before there is a cart, or a session. Whether
 * they are good is asked each time a cart is priced.
 */
@Injectable()
export class DiscountCodes {
  private readonly cookie: SignedCookie;
  /** What requests have made of theirs: their own pages show it. */
  private readonly changed = new WeakMap<Request, string[]>();

  constructor(@Inject(ENV) env: Env) {
    const name = `${sessionCookieName(env)}-discounts`;
    this.cookie = new SignedCookie(name, env.SESSION_SECRETS, cookieRules(env), LIFE_MS);
  }

  /** The last one that came first. */
  of(request: Request): string[] {
    const changed = this.changed.get(request);
    if (changed) return changed;
    if (!this.cookie.isIn(request)) return [];
    try {
      return schema.parse(JSON.parse(this.cookie.read(request) ?? ''));
    } catch {
      return [];
    }
  }

  /** The oldest ones make room. False for a text that cannot be a code. */
  add(request: Request, response: Response, code: string): boolean {
    const key = codeKey(code);
    if (key === null) return false;
    const others = this.of(request).filter((known) => codeKey(known) !== key);
    this.change(request, response, [code.trim(), ...others].slice(0, MOST));
    return true;
  }

  remove(request: Request, response: Response, code: string): void {
    const left = this.of(request).filter((known) => codeKey(known) !== codeKey(code));
    this.change(request, response, left);
  }

  forget(response: Response): void {
    this.cookie.clear(response);
  }

  private change(request: Request, response: Response, codes: string[]): void {
    this.changed.set(request, codes);
    if (codes.length === 0) this.forget(response);
    else this.cookie.write(response, JSON.stringify(codes));
  }
}
