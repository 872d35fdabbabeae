import type { Kind } from '../kind.js';
import { mug } from './mug.js';

/** Cookware, lights, furniture, stationery: by the name products use in `draw.kind`. */
export const hardGoods: Readonly<Record<string, Kind>> = {
  mug,
};
