import type { Fault } from '../faults/fault.js';
import { inAnyOrder, type Schedule } from '../faults/schedule.js';
import { lastUnits } from '../races/last-units.js';
import { parallelAdds } from '../races/parallel-adds.js';
import { signOutRace } from '../races/sign-out-race.js';
import type { ComposeShop } from './compose-shop.js';
import {
  cacheEmptied,
  cacheRestarted,
  databasePaused,
  sessionsGone,
  sessionsRestarted,
} from './stores-in-trouble.js';
import { rolled, webKilled, webPaused, workerKilled } from './containers-in-trouble.js';

const QUICK: readonly Fault<ComposeShop>[] = [webKilled, sessionsRestarted, cacheEmptied];
const USUAL = [
  ...QUICK,
  webPaused,
  rolled,
  workerKilled,
  sessionsGone,
  cacheRestarted,
  databasePaused,
  lastUnits,
  parallelAdds,
  signOutRace,
];

/** What can be done to containers from outside. */
export const composeSchedule: Schedule<ComposeShop> = ({ mode, only }, chance) =>
  inAnyOrder(mode === 'quick' ? QUICK : USUAL, only, chance);
