import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { Messages } from '../../platform/views/messages.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import { sendJpeg } from './send-jpeg.js';
import { HASH, shopSubject, shortHash, type ShareSubject } from './share-address.js';
import { SharePictures } from './share-pictures.service.js';
import { collectionSubject, productSubject } from './share-subjects.js';

/** Pictures for link previews. What an address asks for that was made already is sent as it is; else what is there now is drawn. */
@Controller('share')
export class ShareController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly pictures: SharePictures,
    private readonly messages: Messages,
  ) {}

  @Get(':hash/shop.jpg')
  shop(@Param('hash') hash: string, @Res() response: Response): Promise<void> {
    return this.send(hash, response, async () => shopSubject());
  }

  @Get(':hash/products/:handle.jpg')
  product(
    @Param('hash') hash: string,
    @Param('handle') handle: string,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(hash, response, async () => {
      const product = await this.catalog.productPage(handle, null);
      return product && productSubject(product, this.messages);
    });
  }

  @Get(':hash/collections/:handle.jpg')
  collection(
    @Param('hash') hash: string,
    @Param('handle') handle: string,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(hash, response, async () => {
      const all = await this.catalog.collections();
      const collection = all.find((one) => one.handle === handle);
      return collection ? collectionSubject(collection, this.messages) : null;
    });
  }

  private async send(
    hash: string,
    response: Response,
    find: () => Promise<ShareSubject | null>,
  ): Promise<void> {
    const made = HASH.test(hash) ? await this.pictures.made(hash) : null;
    if (made) return sendJpeg(response, made, true);
    const subject = await find();
    if (!subject) throw new NotFoundError('errors.not_found');
    sendJpeg(response, await this.pictures.of(subject), shortHash(subject) === hash);
  }
}
