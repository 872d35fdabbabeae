import type { Kind } from '../kind.js';
import { hardGoods } from './hard-goods.js';
import { softGoods } from './soft-goods.js';

/** Every kind of thing the demo shop can draw, by the name its products use in `draw.kind`. */
export const kinds: Readonly<Record<string, Kind>> = { ...hardGoods, ...softGoods };
