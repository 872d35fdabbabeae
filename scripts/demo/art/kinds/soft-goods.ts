import type { Kind } from '../kind.js';

/** Tents, bags, clothing, cloth: by the name products use in `draw.kind`. */
export const softGoods: Readonly<Record<string, Kind>> = {};
