import { Inject, Injectable } from '@nestjs/common';
import { MEDIA_STORE, type MediaStore } from '../images/media-store.js';
import { captionsAddress, videoAddress } from './kept-video.js';
import { videoFacts } from './video-facts.js';
import { VideoRefused } from './video-refused.js';

/** Keeps videos and their captions as they are, in the store of pictures. The same bytes have the same address, and are kept once. */
@Injectable()
export class VideoKeeper {
  constructor(@Inject(MEDIA_STORE) private readonly store: MediaStore) {}

  /** The address of a video, as `keptVideo` reads it. Errors: VideoRefused; whatever the store throws. */
  async keep(bytes: Buffer): Promise<string> {
    const facts = videoFacts(bytes);
    return this.put(videoAddress(bytes, facts), bytes, facts.type);
  }

  /** Errors: as `keep`. */
  async keepCaptions(bytes: Buffer): Promise<string> {
    assertCaptions(bytes);
    return this.put(captionsAddress(bytes), bytes, 'text/vtt');
  }

  private async put(address: string, bytes: Buffer, type: string): Promise<string> {
    const name = address.slice('/media/'.length);
    if (!(await this.store.has(name))) await this.store.put(name, bytes, type);
    return address;
  }
}

/** Errors: VideoRefused for all but WebVTT. Source: https://www.w3.org/TR/webvtt1/#file-structure */
export function assertCaptions(bytes: Buffer): void {
  if (!/^(?:\u00ef\u00bb\u00bf)?WEBVTT(?:[ \t\r\n]|$)/.test(bytes.toString('latin1', 0, 16)))
    throw new VideoRefused('are no WebVTT captions, which begin with "WEBVTT"; please save them as .vtt');
}
