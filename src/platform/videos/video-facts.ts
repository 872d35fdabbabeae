import { mp4Facts } from './mp4-facts.js';
import { VideoRefused } from './video-refused.js';
import { documentType, webmFacts } from './webm-facts.js';

/** What pages say of a video, so that a browser need not load it to know. Units: pixels, as it is to be seen. */
export interface VideoFacts {
  type: VideoType;
  width: number;
  height: number;
}

export type VideoType = 'video/mp4' | 'video/webm';

/** What a file says of its pictures, whatever that may be. */
export interface PictureFacts {
  width: number;
  height: number;
  codec: string;
}

const MOST_PIXELS_WIDE = 4096;
/** What current browsers play. Not HEVC, which telephones record and most of them do not. */
const CODECS = new Set(['avc1', 'avc3', 'av01', 'vp09', 'V_VP8', 'V_VP9', 'V_AV1']);
const ADVICE = 'please save it as MP4 with H.264';

/** What `bytes` are, whatever the file is called. Errors: VideoRefused for all but MP4 and WebM that browsers play. */
export function videoFacts(bytes: Buffer): VideoFacts {
  const type = typeOf(bytes);
  const found = type === 'video/mp4' ? mp4Facts(bytes) : webmFacts(bytes);
  if (!found) throw new VideoRefused(`has no pictures, or cannot be read; ${ADVICE}`);
  const { width, height, codec } = found;
  if (!CODECS.has(codec))
    throw new VideoRefused(
      `is written in a way that many browsers do not play (${codec || 'unknown'}); ${ADVICE}`,
    );
  if (width < 1 || height < 1) throw new VideoRefused(`does not say how large it is; ${ADVICE}`);
  if (Math.max(width, height) > MOST_PIXELS_WIDE)
    throw new VideoRefused(
      `is ${width} by ${height} pixels; please save it no larger than ${MOST_PIXELS_WIDE}`,
    );
  return { type, width, height };
}

function typeOf(bytes: Buffer): VideoType {
  const brand = bytes.toString('latin1', 4, 8) === 'ftyp' ? bytes.toString('latin1', 8, 12) : null;
  if (brand === 'qt  ') throw new VideoRefused(`is a QuickTime film; ${ADVICE}`);
  if (brand !== null) return 'video/mp4';
  if (bytes.length < 4 || bytes.readUInt32BE(0) !== 0x1a45dfa3)
    throw new VideoRefused(`is no MP4 or WebM video; ${ADVICE}`);
  if (documentType(bytes) !== 'webm') throw new VideoRefused(`is Matroska; ${ADVICE}`);
  return 'video/webm';
}
