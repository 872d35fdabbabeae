import { sign, unsign } from 'cookie-signature';
import type { CookieOptions, Request, Response } from 'express';
import { namedCookies } from './session-cookie.js';

/**
 * A small text that the browser keeps for us and cannot change; anybody who has the cookie can read it. Its name is signed
 * with it, so that one of our cookies cannot be passed off as another.
 */
export class SignedCookie {
  /** Stands before the text when it is signed, not in the cookie. */
  private readonly prefix: string;

  constructor(
    private readonly name: string,
    /** The first signs, all verify. */
    private readonly secrets: readonly string[],
    private readonly options: CookieOptions,
    private readonly lifeMs: number,
  ) {
    this.prefix = `${name}=`;
  }

  write(response: Response, text: string): void {
    response.cookie(this.name, this.signed(text), { ...this.options, maxAge: this.lifeMs });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }

  /** Signs anew what an older secret has signed, so that it outlives that secret. */
  renew(request: Request, response: Response): void {
    const text = this.read(request);
    if (text !== null && namedCookies(request, this.name)[0] !== this.signed(text))
      this.write(response, text);
  }

  isIn(request: Request): boolean {
    return namedCookies(request, this.name).length > 0;
  }

  /** Null when there is none, or it is not ours. Of two with this name somebody else has planted one: neither counts. */
  read(request: Request): string | null {
    const [cookie, ...more] = namedCookies(request, this.name);
    if (cookie === undefined || more.length > 0) return null;
    const named = this.secrets
      .map((secret) => unsign(this.prefix + cookie, secret))
      .find((text) => text !== false);
    return named === undefined ? null : Buffer.from(named.slice(this.prefix.length), 'base64url').toString();
  }

  private signed(text: string): string {
    const named = this.prefix + Buffer.from(text).toString('base64url');
    return sign(named, this.secrets[0]!).slice(this.prefix.length);
  }
}
