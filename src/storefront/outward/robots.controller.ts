import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { locales } from '../../platform/language/locales.js';
import { publicOrigin } from '../page/public-url.js';

/**
 * Where robots have nothing to find: what belongs to one person, and the search, of which there is no end. Filtered lists stay open
 * to them: a page that may not be read cannot say that it is not for search engines.
 */
const CLOSED = ['/cart', '/checkout', '/orders', '/account', '/search', '/admin', '/recommendations'];

@Controller()
export class RobotsController {
  constructor(@Inject(ENV) private readonly env: Env) {}

  @Get('robots.txt')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  robots(@Req() request: Request): string {
    const folders = [
      '',
      ...locales()
        .slice(1)
        .map((language) => `/${language}`),
    ];
    const rules = folders.flatMap((folder) => CLOSED.map((path) => `Disallow: ${folder}${path}`));
    const sitemap = `Sitemap: ${publicOrigin(request, this.env)}/sitemap.xml`;
    return ['User-agent: *', ...rules, '', sitemap, ''].join('\n');
  }
}
