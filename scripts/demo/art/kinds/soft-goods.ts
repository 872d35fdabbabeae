import type { Kind } from '../kind.js';
import { apron } from './apron.js';
import { backpack } from './backpack.js';
import { beanie } from './beanie.js';
import { beltBag } from './belt-bag.js';
import { blanket } from './blanket.js';
import { boots } from './boots.js';
import { cap } from './cap.js';
import { diceGame } from './dice-game.js';
import { dryBag } from './dry-bag.js';
import { eyeMask } from './eye-mask.js';
import { gaiters } from './gaiters.js';
import { gloves } from './gloves.js';
import { hammock } from './hammock.js';
import { jacket } from './jacket.js';
import { map } from './map.js';
import { mat } from './mat.js';
import { pillow } from './pillow.js';
import { postcardSet } from './postcard-set.js';
import { pouch } from './pouch.js';
import { rope } from './rope.js';
import { scarf } from './scarf.js';
import { sleepingBag } from './sleeping-bag.js';
import { socks } from './socks.js';
import { tarp } from './tarp.js';
import { tent } from './tent.js';
import { tote } from './tote.js';
import { towel } from './towel.js';
import { walkingPole } from './walking-pole.js';

/** Tents, bags, clothing, cloth: by the name products use in `draw.kind`. */
export const softGoods: Readonly<Record<string, Kind>> = {
  apron,
  backpack,
  beanie,
  'belt-bag': beltBag,
  blanket,
  boots,
  cap,
  'dice-game': diceGame,
  'dry-bag': dryBag,
  'eye-mask': eyeMask,
  gaiters,
  gloves,
  hammock,
  jacket,
  map,
  mat,
  pillow,
  'postcard-set': postcardSet,
  pouch,
  rope,
  scarf,
  'sleeping-bag': sleepingBag,
  socks,
  tarp,
  tent,
  tote,
  towel,
  'walking-pole': walkingPole,
};
