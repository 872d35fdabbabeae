import type { Options } from '../arguments.js';
import { lastUnits } from '../races/last-units.js';
import { parallelAdds } from '../races/parallel-adds.js';
import { signOutRace } from '../races/sign-out-race.js';
import { answersLost } from './answers-lost.js';
import { cacheFlushed } from './cache-flushed.js';
import { cacheFrozen } from './cache-frozen.js';
import { databaseFailover } from './database-failover.js';
import type { OpenShop } from '../topology/open-shop.js';
import type { Topology } from '../topology/topology.js';
import type { Fault } from './fault.js';
import { instanceCutOff } from './instance-cut-off.js';
import { instanceFrozen } from './instance-frozen.js';
import { instanceKilled } from './instance-killed.js';
import { mailAndPayments } from './mail-and-payments.js';
import { roleSwap } from './role-swap.js';
import { rollingDeploy } from './rolling-deploy.js';
import { sessionsFrozen, sessionsKilled } from './sessions-away.js';
import { sessionsFlap, sessionsFull } from './sessions-unwell.js';
import { slowLinks } from './slow-links.js';
import { soak } from './soak.js';
import { steady } from './steady.js';

/** One of each that a change breaks most easily. */
const QUICK = [instanceKilled, roleSwap, cacheFlushed];
const USUAL = [
  ...QUICK,
  instanceFrozen,
  instanceCutOff,
  rollingDeploy,
  sessionsKilled,
  sessionsFrozen,
  cacheFrozen,
  databaseFailover,
  slowLinks,
  answersLost,
  sessionsFlap,
  sessionsFull,
  mailAndPayments,
  lastUnits,
  parallelAdds,
  signOutRace,
];

/** Part of a run: so much of the load, and what goes wrong meanwhile, one after the other. */
export interface Phase<Shop extends OpenShop = Topology> {
  shareOfLoad: number;
  faults: readonly Fault<Shop>[];
}

/** What a run consists of. */
export type Schedule<Shop extends OpenShop> = (
  options: Pick<Options, 'mode' | 'hours' | 'only'>,
  chance: () => number,
) => Phase<Shop>[];

const STEADY_HOURS = 0.25;

/**
 * On this machine; without hours the faults come in an order of their own for each seed. Hours, if they are more than the
 * quarter of one that has no faults, come after it.
 */
export const schedule: Schedule<Topology> = ({ mode, hours, only }, chance) => {
  if (mode !== 'hours') return inAnyOrder(mode === 'quick' ? QUICK : USUAL, only, chance);
  const first = { shareOfLoad: 1, faults: [steady(hours)] };
  return hours > STEADY_HOURS ? [first, { shareOfLoad: 0.5, faults: [soak(hours)] }] : [first];
};

/** One phase with those faults of which the name has a part of `only` in it. */
export function inAnyOrder<Shop extends OpenShop>(
  faults: readonly Fault<Shop>[],
  only: string,
  chance: () => number,
): Phase<Shop>[] {
  const isWanted = ({ name }: Fault<Shop>) => only.split(',').some((part) => name.includes(part));
  return [{ shareOfLoad: 1, faults: shuffled(faults, chance).filter(isWanted) }];
}

/** Fisher and Yates. */
export function shuffled<T>(list: readonly T[], chance: () => number): T[] {
  const all = [...list];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(chance() * (at + 1));
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}
