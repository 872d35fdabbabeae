import { sign, unsign } from 'cookie-signature';
import type { CookieOptions, Request, Response } from 'express';
import { namedCookies } from './session-cookie.js';

/** A small text that the browser keeps for us and cannot change; anybody who has the cookie can read it. */
export class SignedCookie {
  constructor(
    private readonly name: string,
    /** The first signs, all verify. */
    private readonly secrets: readonly string[],
    private readonly options: CookieOptions,
    private readonly lifeMs: number,
  ) {}

  write(response: Response, text: string): void {
    const value = sign(Buffer.from(text).toString('base64url'), this.secrets[0]!);
    response.cookie(this.name, value, { ...this.options, maxAge: this.lifeMs });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }

  isIn(request: Request): boolean {
    return namedCookies(request, this.name).length > 0;
  }

  /** Null when there is none, or it is not ours. Of two with this name somebody else has planted one: neither counts. */
  read(request: Request): string | null {
    const [cookie, ...more] = namedCookies(request, this.name);
    if (cookie === undefined || more.length > 0) return null;
    const signed = this.secrets.map((secret) => unsign(cookie, secret)).find((text) => text !== false);
    return signed === undefined ? null : Buffer.from(signed, 'base64url').toString();
  }
}
