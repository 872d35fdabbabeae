/** Why a video, or the captions of one, are not taken, in words for staff that say what would be. */
export class VideoRefused extends Error {}

export const cutOff = (): VideoRefused =>
  new VideoRefused('ends too early; please send it to its place again');
