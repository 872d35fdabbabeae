/** Why a picture is not taken, in words for staff that say what would be. */
export class PictureRefused extends Error {}
