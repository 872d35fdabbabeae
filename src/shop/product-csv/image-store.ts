import { Inject, Injectable } from '@nestjs/common';
import { MEDIA_STORE, type MediaStore } from '../../platform/images/media-store.js';
import { PictureKeeper } from '../../platform/images/picture-keeper.js';
import { PictureRefused } from '../../platform/images/picture-refused.js';
import type { ImageInput, ProductInput } from '../catalog/catalog-input.types.js';
import { extensions, fetchImage } from './fetch-image.js';
import { Patience } from './patience.js';
import { digestOf, SourceNotes } from './source-notes.js';

interface Listener {
  onImageNotFetched(missing: { handle: string; source: string; reason: string }): void;
}

/** Pictures of others, made in the sizes of the shop and kept; the store remembers which address each came from. */
@Injectable()
export class ImageStore {
  constructor(
    @Inject(MEDIA_STORE) private readonly store: MediaStore,
    private readonly keeper: PictureKeeper,
  ) {}

  /** For one import: it gives up fetching after 10 failures in a row. Without fetching nothing is made either. */
  session(isFetching: boolean): ImageSession {
    return new ImageSession(this.store, this.keeper, isFetching, fetchImage);
  }
}

export class ImageSession {
  private readonly patience = new Patience();
  private readonly notes: SourceNotes;

  constructor(
    private readonly store: MediaStore,
    private readonly keeper: PictureKeeper,
    private readonly isFetching: boolean,
    private readonly fetch: typeof fetchImage,
  ) {
    this.notes = new SourceNotes(store);
  }

  /** The product with the addresses where the shop serves its pictures; one that was not fetched keeps its own. */
  async withImages(product: ProductInput, listener: Listener): Promise<ProductInput> {
    const images: ImageInput[] = [];
    for (const image of product.images) {
      const src = await this.resolve(image.source).catch((error: Error) => {
        listener.onImageNotFetched({ handle: product.handle, source: image.source, reason: error.message });
        return image.source;
      });
      images.push({ ...image, src });
    }
    return { ...product, images };
  }

  /** Where the shop serves the picture from `source`: there itself while it was not fetched. Errors: an Error that says for staff why not. */
  async resolve(source: string): Promise<string> {
    if (source.startsWith('/')) return source;
    const known = await this.notes.find(source);
    if (known !== null) return known;
    const digest = digestOf(source);
    const old = await this.keptWhole(`${digest.slice(0, 2)}/${digest.slice(2, 34)}`);
    if (!this.isFetching) return old ? `/media/${old}` : source;
    const src = old ? await this.remake(old) : await this.load(source);
    await this.notes.put(source, src);
    return src;
  }

  private load(source: string): Promise<string> {
    return this.patience.try(async () => this.keeper.keep(await this.fetch(source)));
  }

  /** The name of a picture that was kept as it came, before sizes were made. */
  private async keptWhole(stem: string): Promise<string | null> {
    for (const extension of extensions)
      if (await this.store.has(`${stem}.${extension}`)) return `${stem}.${extension}`;
    return null;
  }

  /** One that is no longer taken (it moves, say) stays what it was. */
  private async remake(name: string): Promise<string> {
    const bytes = await this.store.read(name);
    return this.keeper.keep(bytes!).catch((error: unknown) => {
      if (error instanceof PictureRefused) return `/media/${name}`;
      throw error;
    });
  }
}
