import { Inject, Injectable } from '@nestjs/common';
import { MEDIA_STORE, type MediaStore } from '../../platform/images/media-store.js';
import { VideoKeeper } from '../../platform/videos/video-keeper.js';
import { fetchFile } from './fetch-file.js';
import type { ImageSession } from './image-store.js';
import { SourceNotes } from './source-notes.js';
import { VideoSession } from './video-session.js';

/** Videos of others, kept as they are; the store remembers which address each came from. */
@Injectable()
export class VideoStore {
  private readonly notes: SourceNotes;

  constructor(
    @Inject(MEDIA_STORE) store: MediaStore,
    private readonly keeper: VideoKeeper,
  ) {
    this.notes = new SourceNotes(store);
  }

  /** For one import, whose pictures are `pictures`; as `ImageStore.session`. */
  session(isFetching: boolean, pictures: ImageSession): VideoSession {
    return new VideoSession(this.notes, this.keeper, pictures, isFetching, fetchFile);
  }
}
