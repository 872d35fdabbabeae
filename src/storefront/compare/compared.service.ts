import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { cookieRules, namedCookies } from '../../platform/session/session-cookie.js';
import { readHandles } from '../forms/handles.js';

/** More columns cannot be read beside each other. */
export const MOST_COMPARED = 4;

/** Read by public/js/compare.js too. Ends with the browser. */
const COOKIE = 'compare';

/** Which products a browser has chosen to compare: handles in a cookie, so that it costs no session. */
@Injectable()
export class Compared {
  constructor(@Inject(ENV) private readonly env: Env) {}

  /** In the order in which they were chosen. */
  of(request: Request): string[] {
    return readHandles(namedCookies(request, COOKIE)[0], MOST_COMPARED);
  }

  remember(response: Response, handles: readonly string[]): void {
    const rules = { ...cookieRules(this.env), httpOnly: false };
    if (handles.length === 0) response.clearCookie(COOKIE, rules);
    else response.cookie(COOKIE, handles.join(','), rules);
  }
}
