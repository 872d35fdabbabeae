import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Sharp } from 'sharp';
import { sharp } from '../../platform/images/careful-sharp.js';
import { drawingHash } from '../../platform/images/drawn-files.js';
import { drawnRaster, jpegOf, opened } from '../../platform/images/drawn-jpeg.js';
import { type Jpeg, jpegName, KeptJpegs } from '../../platform/images/kept-jpegs.js';
import { MEDIA_STORE, type MediaStore } from '../../platform/images/media-store.js';
import { PictureRefused } from '../../platform/images/picture-refused.js';
import { rasterise } from '../../platform/images/rasterise.js';
import { activeTheme } from '../../platform/theme/theme.js';
import { SHARE_HEIGHT, SHARE_WIDTH, shareCard } from './share-card.js';
import { type Faces, openFaces } from './share-faces.js';
import { shareHash, type ShareSubject } from './share-address.js';

/** Share of what does not fit that is cut at the top. */
const CUT_ABOVE = 0.7;
const SIZE = { width: SHARE_WIDTH, height: SHARE_HEIGHT };
/** Enough for a side of the card, and for the whole of it. */
const WITHIN = { shorter: 675, longer: SHARE_WIDTH };

interface Size {
  width: number;
  height: number;
}

/** Makes the pictures that link previews show, each once for all processes. */
@Injectable()
export class SharePictures {
  private readonly log = new Logger(SharePictures.name);
  private faces: Promise<Faces> | undefined;

  constructor(
    private readonly kept: KeptJpegs,
    @Inject(MEDIA_STORE) private readonly store: MediaStore,
  ) {}

  /** One that was made before, by what its address says is in it. */
  made(hash: string): Promise<Jpeg | null> {
    return this.kept.find(jpegName(hash, SHARE_WIDTH));
  }

  /** Errors: UnavailableError when too many wait. A picture that cannot be read or drawn is left out; without it the words stand alone. */
  async of(subject: ShareSubject): Promise<Jpeg> {
    const without = { ...subject, picture: null };
    return this.make(subject)
      .catch((error) => this.instead(error, () => this.make(without)))
      .catch((error) => this.instead(error, plainGround));
  }

  private async instead(error: unknown, make: () => Promise<Jpeg>): Promise<Jpeg> {
    if (!(error instanceof PictureRefused)) throw error;
    this.log.warn(error.message);
    return { ...(await make()), isKept: false };
  }

  private make(subject: ShareSubject): Promise<Jpeg> {
    const name = jpegName(shareHash(subject), SHARE_WIDTH);
    return this.kept.of(name, async () =>
      jpegOf(subject.words ? await this.card(subject) : await this.whole(subject)),
    );
  }

  /** The picture alone, as wide as the preview. */
  private async whole({ picture }: ShareSubject): Promise<Sharp> {
    return (await this.open(picture ?? '')).resize({ ...SIZE, fit: 'cover' });
  }

  private async card({ words, picture }: ShareSubject): Promise<Sharp> {
    const colours = activeTheme().colours.light;
    const laid = picture ? await this.open(picture) : null;
    const shape = laid && (await laid.metadata());
    const card = shareCard(words!, shape && shape.width / shape.height, await this.openFaces(), colours);
    const ground = opened(await rasterise(card.svg, SIZE, colours.paper));
    if (!laid || !card.picture) return ground;
    const { left, top } = card.picture;
    const cut = cropped(laid, shape!, card.picture).flatten({ background: colours.stage });
    return ground.composite([{ input: await cut.png({ compressionLevel: 1 }).toBuffer(), left, top }]);
  }

  /** A drawing of ours, or a picture of the store; nothing else is read. */
  private async open(src: string): Promise<Sharp> {
    if (drawingHash(src)) return opened(await drawnRaster(src, WITHIN, activeTheme().colours.light.stage));
    const bytes = src.startsWith('/media/') ? await this.store.read(src.slice('/media/'.length)) : null;
    if (!bytes) throw new PictureRefused(`${src} is no picture of this shop`);
    return sharp(bytes, { failOn: 'error' });
  }

  private openFaces(): Promise<Faces> {
    return (this.faces ??= openFaces(activeTheme()).catch((error) => {
      this.faces = undefined;
      throw error;
    }));
  }
}

/** As much of a picture as its place takes; of what is too high, more goes at the top, where less is to be seen. */
function cropped(picture: Sharp, shape: Size, { width, height }: Size): Sharp {
  const scale = Math.max(width / shape.width, height / shape.height);
  const whole = { width: Math.ceil(shape.width * scale), height: Math.ceil(shape.height * scale) };
  return picture.resize({ ...whole, fit: 'fill' }).extract({
    left: Math.floor((whole.width - width) / 2),
    top: Math.floor((whole.height - height) * CUT_ABOVE),
    width,
    height,
  });
}

/** When even the words cannot be drawn: never an error where somebody expects a picture. */
async function plainGround(): Promise<Jpeg> {
  const background = activeTheme().colours.light.paper;
  const bytes = await jpegOf(sharp({ create: { ...SIZE, channels: 3, background } }));
  return { bytes, isKept: false };
}
