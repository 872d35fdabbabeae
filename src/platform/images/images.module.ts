import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { s3Address } from '../config/media-address.js';
import { DiskStore } from './disk-store.js';
import { KeptJpegs } from './kept-jpegs.js';
import { MEDIA_STORE, type MediaStore } from './media-store.js';
import { S3Store } from './s3-store.js';

/** The store that MEDIA_STORE names; the folder MEDIA_DIR without it. */
async function openMediaStore({ MEDIA_STORE: url, MEDIA_DIR }: Env): Promise<MediaStore> {
  const store = url ? new S3Store(s3Address(url)!) : new DiskStore(MEDIA_DIR);
  await store.open();
  return store;
}

@Global()
@Module({
  providers: [{ provide: MEDIA_STORE, inject: [ENV], useFactory: openMediaStore }, KeptJpegs],
  exports: [MEDIA_STORE, KeptJpegs],
})
export class ImagesModule implements OnApplicationShutdown {
  constructor(@Inject(MEDIA_STORE) private readonly store: MediaStore) {}

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}
