import { Controller, Get, Header, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { Views } from '../../platform/views/views.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import { WholeCatalog } from '../../shop/catalog/whole-catalog.service.js';
import { contentHandles } from '../content/content-page.view.js';
import { publicOrigin } from '../page/public-url.js';
import { KeptFiles } from './kept-files.service.js';
import { sendKept } from './send-kept.js';
import { addressesOf, collectionAddresses, pageAt, partAddress, type Address } from './sitemap.view.js';

const XML = 'application/xml; charset=utf-8';
const KEPT = 'public, max-age=3600';
/** Where the batches of addresses belong in the file. */
const GAP = '<!-- addresses -->';

/** What search engines ask for: an index, and parts of at most 10,000 addresses. Source: https://www.sitemaps.org/protocol.html */
@Controller()
export class SitemapController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly whole: WholeCatalog,
    private readonly views: Views,
    private readonly files: KeptFiles,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get('sitemap.xml')
  @Header('Content-Type', XML)
  @Header('Cache-Control', KEPT)
  async index(@Req() request: Request): Promise<string> {
    const origin = publicOrigin(request, this.env);
    const parts = await this.whole.sitemapParts();
    const own = ['pages', 'collections'].map((name): Address => ({ address: partAddress(origin, name) }));
    const ofProducts = parts.map(({ number, updatedAt }) => {
      return { address: partAddress(origin, 'products', number), changedAt: updatedAt };
    });
    return this.views.render('seo/sitemap-index', { parts: [...own, ...ofProducts] }, null);
  }

  @Get('sitemap_pages_1.xml')
  @Header('Content-Type', XML)
  @Header('Cache-Control', KEPT)
  ofPages(@Req() request: Request): string {
    const origin = publicOrigin(request, this.env);
    const paths = (['pages', 'policies'] as const).flatMap((folder) =>
      contentHandles(folder).map((handle) => `/${folder}/${handle}`),
    );
    const all = ['/', '/collections', '/collections/all', ...paths];
    return this.fileOf(all.map((path) => pageAt(origin, path)));
  }

  @Get('sitemap_collections_1.xml')
  @Header('Content-Type', XML)
  @Header('Cache-Control', KEPT)
  async ofCollections(@Req() request: Request): Promise<string> {
    const origin = publicOrigin(request, this.env);
    return this.fileOf(collectionAddresses(origin, await this.catalog.collections()));
  }

  @Get('sitemap_products_:part.xml')
  async ofProducts(
    @Param('part') part: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const known = (await this.whole.sitemapParts()).find(({ number }) => String(number) === part);
    if (!known) throw new NotFoundError('errors.not_found');
    const origin = publicOrigin(request, this.env);
    await sendKept(response, this.files, {
      name: partAddress(origin, 'products', known.number),
      state: await this.whole.stateOfEntries(),
      type: 'application/xml',
      make: () => this.batches(origin, known.number),
    });
  }

  private async *batches(origin: string, part: number): AsyncGenerator<string> {
    const [open = '', close = ''] = this.views.render('seo/sitemap', { addresses: GAP }, null).split(GAP);
    yield open;
    for await (const entries of this.whole.sitemapEntries(part))
      yield this.lines(addressesOf(origin, entries));
    yield close;
  }

  private fileOf(addresses: readonly Address[]): string {
    return this.views.render('seo/sitemap', { addresses: this.lines(addresses) }, null);
  }

  private lines = (addresses: readonly Address[]): string =>
    this.views.render('seo/sitemap-addresses', { addresses }, null);
}
