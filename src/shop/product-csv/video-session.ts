import { ownFile } from '../../platform/files/own-file.js';
import { isKeptCaptions, keptVideo } from '../../platform/videos/kept-video.js';
import { videoFacts } from '../../platform/videos/video-facts.js';
import { assertCaptions, type VideoKeeper } from '../../platform/videos/video-keeper.js';
import type { CopiedFile, ProductInput, VideoInput } from '../catalog/catalog-input.types.js';
import type { fetchFile } from './fetch-file.js';
import type { ImageSession } from './image-store.js';
import { Patience } from './patience.js';
import type { SourceNotes } from './source-notes.js';

interface LeftOut {
  handle: string;
  /** Of the file. */
  line: number;
  source: string;
  reason: string;
}

interface Listener {
  onVideoLeftOut(leftOut: LeftOut): void;
}

/** Says for staff why something is left out. */
type Tell = (source: string, reason: string) => void;

const MB = 1024 * 1024;
const VIDEO = { mostBytes: 50 * MB, seconds: 60, accept: 'video/mp4, video/webm' };
const CAPTIONS = { mostBytes: MB, seconds: 5, accept: 'text/vtt' };

/** The videos of one import: it gives up fetching after 10 failures in a row. */
export class VideoSession {
  private readonly patience = new Patience();

  constructor(
    private readonly notes: SourceNotes,
    private readonly keeper: VideoKeeper,
    private readonly pictures: ImageSession,
    private readonly isFetching: boolean,
    private readonly fetch: typeof fetchFile,
  ) {}

  /** The product with what the shop serves of its videos; what was not fetched or not taken keeps its address only. `lines` as its videos. */
  async withVideos(
    product: ProductInput,
    lines: readonly number[],
    listener: Listener,
  ): Promise<ProductInput> {
    const videos: VideoInput[] = [];
    for (const [index, video] of product.videos.entries()) {
      const place = { handle: product.handle, line: lines[index]! };
      const tell: Tell = (source, reason) => listener.onVideoLeftOut({ ...place, source, reason });
      videos.push(await this.resolved(video, tell));
    }
    return { ...product, videos };
  }

  /** One after the other: the order in which problems are told is that of the columns. */
  private async resolved(video: VideoInput, tell: Tell): Promise<VideoInput> {
    const orTell = <T>(source: string, resolving: Promise<T>): Promise<T | null> =>
      resolving.catch((error: Error) => {
        tell(source, error.message);
        return null;
      });
    const copyOf = async (file: CopiedFile | null, resolve: (source: string) => Promise<string | null>) =>
      file && { ...file, src: await orTell(file.source, resolve(file.source)) };
    return {
      ...video,
      file: await orTell(video.source, this.video(video.source)),
      poster: await copyOf(video.poster, (source) => this.pictures.resolve(source)),
      captions: await copyOf(video.captions, (source) => this.captions(source)),
    };
  }

  /** Null while it was not fetched. Errors: an Error that says for staff why not. */
  private async video(source: string): Promise<VideoInput['file']> {
    if (source.startsWith('/')) return { src: source, ...videoFacts(await own(source, VIDEO.mostBytes)) };
    const src = await this.kept(source, VIDEO, (bytes) => this.keeper.keep(bytes));
    const facts = src === null ? null : keptVideo(src);
    if (src !== null && !facts) throw new Error('is a picture, as an earlier import found');
    return facts && { src: src!, ...facts };
  }

  private async captions(source: string): Promise<string | null> {
    if (source.startsWith('/')) {
      assertCaptions(await own(source, CAPTIONS.mostBytes));
      return source;
    }
    const src = await this.kept(source, CAPTIONS, (bytes) => this.keeper.keepCaptions(bytes));
    if (src !== null && !isKeptCaptions(src)) throw new Error('are no captions, as an earlier import found');
    return src;
  }

  private async kept(
    source: string,
    limits: Parameters<typeof fetchFile>[1],
    keep: (bytes: Buffer) => Promise<string>,
  ): Promise<string | null> {
    const known = await this.notes.find(source);
    if (known !== null || !this.isFetching) return known;
    const src = await this.patience.try(async () => keep(await this.fetch(source, limits)));
    await this.notes.put(source, src);
    return src;
  }
}

async function own(address: string, mostBytes: number): Promise<Buffer> {
  const bytes = await ownFile(address, mostBytes);
  if (bytes) return bytes;
  throw new Error(`no file of this address and of at most ${mostBytes / MB} MB lies in public/`);
}
