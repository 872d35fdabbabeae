import type { FaultProxy } from '../../../scripts/rig/fault-proxy.js';
import { type Failing, frozen, killed, type Outage, slowBy } from '../failing-redis.js';
import type { MatrixServers } from './matrix-servers.js';

export const DEPENDENCIES = [
  'MySQL',
  'session Redis',
  'cache Redis',
  'payment provider',
  'mail server',
  'replica of MySQL',
] as const;
export type Dependency = (typeof DEPENDENCIES)[number];

/** A round trip to it takes so much longer. */
export const SLOWER_MS = 500;
export const CONDITIONS = ['dead', 'frozen', '500 ms slower'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** One dependency in one condition, from its beginning to its end. */
export interface Trouble {
  begin(): Promise<void>;
  end(): Promise<void>;
}

const OF_SERVERS: Record<Condition, Outage> = { dead: killed, frozen, '500 ms slower': slowBy(SLOWER_MS) };

const ofServer = (failing: Failing, condition: Condition): Trouble => ({
  begin: () => OF_SERVERS[condition].begin(failing),
  end: () => OF_SERVERS[condition].end(failing),
});

/** Of servers that are part of this process: what others see of them is the link. */
const ofLink = (link: FaultProxy, condition: Condition): Trouble => ({
  begin: () => {
    if (condition === 'dead') return link.refuse();
    return condition === 'frozen' ? link.blackhole() : link.delay(SLOWER_MS);
  },
  end: () => link.pass(),
});

export function troubleOf(servers: MatrixServers, dependency: Dependency, condition: Condition): Trouble {
  if (dependency === 'mail server') return ofLink(servers.mailLink, condition);
  if (dependency === 'payment provider') return ofLink(servers.paymentLink, condition);
  return ofServer(servers.of[dependency], condition);
}

/** A Redis that takes half a second is of no use to anybody; MySQL is. */
export const isTakenForDown = (dependency: Dependency, condition: Condition): boolean =>
  dependency.endsWith('Redis') || condition !== '500 ms slower';
