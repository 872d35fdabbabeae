import { Inject, Injectable } from '@nestjs/common';
import { addressOf, fileOf, MIME_TYPES } from './made-picture.js';
import { MEDIA_STORE, type MediaStore } from './media-store.js';
import { openPicture, type OpenedPicture } from './picture-maker.js';

/** `/media/0a/1b` is the file `0a/1b` of the store. */
const nameOf = (address: string): string => address.slice('/media/'.length);

/**
 * Makes pictures in all their sizes and keeps them. Seconds of a core for each, so it belongs to commands and the worker, never to a
 * request; in one process they are made one after the other, however many ask at once.
 */
@Injectable()
export class PictureKeeper {
  private last: Promise<unknown> = Promise.resolve();

  constructor(@Inject(MEDIA_STORE) private readonly store: MediaStore) {}

  /**
   * The address of a picture, as `madePicture` reads it, once all of its files can be served. The same bytes have the same address, and are made once.
   * Errors: PictureRefused, in words for staff; whatever the store throws.
   */
  keep(bytes: Buffer): Promise<string> {
    const kept = this.last.then(() => this.make(bytes));
    this.last = kept.catch(() => undefined);
    return kept;
  }

  private async make(bytes: Buffer): Promise<string> {
    const picture = await openPicture(bytes);
    const address = addressOf(picture);
    if (!(await this.store.has(nameOf(address)))) await this.putFiles(picture, address);
    return address;
  }

  /** The file that stands for all of them comes last: where it is, nothing is missing. */
  private async putFiles(picture: OpenedPicture, address: string): Promise<void> {
    let main: Buffer | undefined;
    for await (const { width, format, bytes } of picture.files()) {
      const file = fileOf(picture, width, format);
      if (file === address) main = bytes;
      else await this.store.put(nameOf(file), bytes, MIME_TYPES[format]);
    }
    await this.store.put(nameOf(address), main!, MIME_TYPES.jpg);
  }
}
