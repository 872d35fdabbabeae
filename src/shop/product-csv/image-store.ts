import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../platform/config/env.js';
import type { ImageInput, ProductInput } from '../catalog/catalog.types.js';
import { extensions, fetchImage } from './fetch-image.js';

interface Listener {
  onImageNotFetched(missing: { handle: string; source: string; reason: string }): void;
}

const MOST_FAILURES_IN_A_ROW = 10;

/** Pictures of others, kept in MEDIA_DIR under a name made from their address; the shop serves them at `/media/`. */
@Injectable()
export class ImageStore {
  constructor(@Inject(ENV) private readonly env: Env) {}

  /** For one import: it gives up fetching after 10 failures in a row. */
  session(isFetching: boolean): ImageSession {
    return new ImageSession(this.env.MEDIA_DIR, isFetching, fetchImage);
  }
}

export class ImageSession {
  private failuresInARow = 0;

  constructor(
    private readonly folder: string,
    private readonly isFetching: boolean,
    private readonly fetch: typeof fetchImage,
  ) {}

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

  private async resolve(source: string): Promise<string> {
    if (source.startsWith('/')) return source;
    const name = createHash('sha256').update(source).digest('hex');
    const stem = `${name.slice(0, 2)}/${name.slice(2, 34)}`;
    const known = extensions.find((extension) => existsSync(join(this.folder, `${stem}.${extension}`)));
    if (known) return `/media/${stem}.${known}`;
    return this.isFetching ? this.load(source, stem) : source;
  }

  private async load(source: string, stem: string): Promise<string> {
    if (this.failuresInARow >= MOST_FAILURES_IN_A_ROW)
      throw new Error(`not tried, after ${MOST_FAILURES_IN_A_ROW} failures in a row`);
    this.failuresInARow += 1;
    const { bytes, extension } = await this.fetch(source);
    this.failuresInARow = 0;
    await writeWhole(join(this.folder, `${stem}.${extension}`), bytes);
    return `/media/${stem}.${extension}`;
  }
}

/** Nobody ever sees half a picture: it gets its name when it is complete. */
async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, bytes);
  await rename(draft, file);
}
