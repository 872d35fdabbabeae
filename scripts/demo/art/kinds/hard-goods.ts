import type { Kind } from '../kind.js';
import { board } from './board.js';
import { bottle } from './bottle.js';
import { bowl } from './bowl.js';
import { boxBundle } from './box-bundle.js';
import { brush } from './brush.js';
import { candle } from './candle.js';
import { candleHolder } from './candle-holder.js';
import { cardGame } from './card-game.js';
import { coffeeTin } from './coffee-tin.js';
import { compass } from './compass.js';
import { dominoes } from './dominoes.js';
import { dripper } from './dripper.js';
import { enamelMug } from './enamel-mug.js';
import { fireSteel } from './fire-steel.js';
import { flask } from './flask.js';
import { grinder } from './grinder.js';
import { headTorch } from './head-torch.js';
import { kettle } from './kettle.js';
import { knife } from './knife.js';
import { lantern } from './lantern.js';
import { matches } from './matches.js';
import { mug } from './mug.js';
import { notebook } from './notebook.js';
import { oilLamp } from './oil-lamp.js';
import { pan } from './pan.js';
import { pencil } from './pencil.js';
import { plantPot } from './plant-pot.js';
import { plate } from './plate.js';
import { pot } from './pot.js';
import { soap } from './soap.js';
import { spoon } from './spoon.js';
import { stool } from './stool.js';
import { stove } from './stove.js';
import { stringLights } from './string-lights.js';
import { table } from './table.js';
import { tinBox } from './tin-box.js';
import { vase } from './vase.js';

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
  bottle,
  flask,
  stool,
  table,
  'plant-pot': plantPot,
  vase,
  soap,
  brush,
  notebook,
  pencil,
  'card-game': cardGame,
  dominoes,
  compass,
  'box-bundle': boxBundle,
  'tin-box': tinBox,
};
