import type { Kind } from '../kind.js';
import { beanie } from './beanie.js';
import { cap } from './cap.js';
import { eyeMask } from './eye-mask.js';
import { gloves } from './gloves.js';
import { scarf } from './scarf.js';
import { socks } from './socks.js';

/** Tents, bags, clothing, cloth: by the name products use in `draw.kind`. */
export const softGoods: Readonly<Record<string, Kind>> = {
  beanie,
  cap,
  'eye-mask': eyeMask,
  gloves,
  scarf,
  socks,
};
