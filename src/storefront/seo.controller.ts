import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { ENV, type Env } from '../platform/config/env.js';
import { Views } from '../platform/views/views.js';
import { CatalogService } from '../shop/catalog/catalog.service.js';
import type { SitemapEntry } from '../shop/catalog/catalog.types.js';
import { CONTENT_PAGES } from './content-page.view.js';
import { publicUrl } from './page/public-url.js';

const FOLDERS: Record<SitemapEntry['kind'], string> = { product: 'products', collection: 'collections' };

/** What search engines ask for. */
@Controller()
export class SeoController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly views: Views,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** At most 50,000 addresses fit into one file; a shop of 5,000 products is far below. */
  @Get('sitemap.xml')
  @Header('Content-Type', 'application/xml; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  async sitemap(@Req() request: Request): Promise<string> {
    const origin = publicUrl(request, this.env);
    const entries = await this.catalog.sitemapEntries();
    const urls = [
      { address: `${origin}/` },
      ...entries.map(({ kind, handle, updatedAt }) => ({
        address: `${origin}/${FOLDERS[kind]}/${encodeURIComponent(handle)}`,
        changedAt: updatedAt,
      })),
      ...contentAddresses(origin),
    ];
    return this.views.render('seo/sitemap', { urls }, null);
  }

  @Get('robots.txt')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  robots(@Req() request: Request): string {
    const closed = ['/cart', '/checkout', '/orders', '/account', '/search', '/admin', '/recommendations'];
    const rules = closed.map((path) => `Disallow: ${path}`);
    return ['User-agent: *', ...rules, '', `Sitemap: ${publicUrl(request, this.env)}/sitemap.xml`, ''].join(
      '\n',
    );
  }
}

const contentAddresses = (origin: string): { address: string }[] =>
  Object.entries(CONTENT_PAGES).flatMap(([folder, handles]) =>
    handles.map((handle) => ({ address: `${origin}/${folder}/${handle}` })),
  );
