import type { Kind } from '../kind.js';
import { board } from './board.js';
import { bowl } from './bowl.js';
import { candle } from './candle.js';
import { candleHolder } from './candle-holder.js';
import { coffeeTin } from './coffee-tin.js';
import { dripper } from './dripper.js';
import { enamelMug } from './enamel-mug.js';
import { fireSteel } from './fire-steel.js';
import { grinder } from './grinder.js';
import { headTorch } from './head-torch.js';
import { kettle } from './kettle.js';
import { knife } from './knife.js';
import { lantern } from './lantern.js';
import { matches } from './matches.js';
import { mug } from './mug.js';
import { oilLamp } from './oil-lamp.js';
import { pan } from './pan.js';
import { plate } from './plate.js';
import { pot } from './pot.js';
import { spoon } from './spoon.js';
import { stove } from './stove.js';
import { stringLights } from './string-lights.js';

/** Cookware, lights, furniture, stationery: by the name products use in `draw.kind`. */
export const hardGoods: Readonly<Record<string, Kind>> = {
  mug,
  'enamel-mug': enamelMug,
  kettle,
  dripper,
  grinder,
  'coffee-tin': coffeeTin,
  pan,
  pot,
  knife,
  board,
  spoon,
  plate,
  bowl,
  stove,
  lantern,
  'oil-lamp': oilLamp,
  candle,
  'candle-holder': candleHolder,
  matches,
  'fire-steel': fireSteel,
  'head-torch': headTorch,
  'string-lights': stringLights,
};
