import { setTimeout as pause } from 'node:timers/promises';
import type { FaultProxy } from '../../rig/fault-proxy.js';
import type { Topology } from '../topology/topology.js';
import type { Fault } from './fault.js';

const SLOW_MS = 8000;

/** With milliseconds of a round trip; half as much again by chance. */
const slowed = ({ stores: { links }, instances }: Topology): [FaultProxy, number][] => [
  [links.sessions, 60],
  [links.cache, 60],
  [links.writer, 40],
  [links.replica, 40],
  ...instances.map(({ link }): [FaultProxy, number] => [link, 40]),
];

/** Every way to a store is as long as to another continent, and so are those from the balancer. There is no target; audits count what it breaks. */
export const slowLinks: Fault = {
  name: 'slow links to all stores and web instances',
  async deed({ topology }) {
    const links = slowed(topology);
    for (const [link, delay] of links) await link.delay(delay, delay / 2);
    await pause(SLOW_MS);
    for (const [link] of links) await link.pass();
    return {};
  },
  judge: () => [],
};
