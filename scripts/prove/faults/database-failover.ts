import { setTimeout as pause } from 'node:timers/promises';
import { promote } from '../../rig/replication.js';
import { milliseconds, percent, verdict } from '../report/row.js';
import { summary } from '../traffic/sample.js';
import type { Fault } from './fault.js';

const GAP_MS = 30_000;
/** After the address has moved, for orders to be placed again. */
const AFTER_MS = 10_000;

/** The writer takes no changes any more, its replica does, and the address follows half a minute later. */
export const databaseFailover: Fault = {
  name: 'MySQL fails over, its address follows after 30 s',
  async deed({ topology, traffic }) {
    const { databases, links } = topology.stores;
    const [replica] = databases.replicas;
    await promote(replica!, databases.primary);
    topology.writer = replica!;
    await pause(GAP_MS);
    links.writer.retarget('127.0.0.1', replica!.port, { keepExisting: true });
    const movedAt = traffic.now;
    await pause(AFTER_MS);
    const ordered = traffic
      .between(movedAt, traffic.now)
      .filter((one) => one.kind === 'order' && one.status === 303)
      .map(({ at, ms }) => at + ms - movedAt);
    return { ordersAfter: Math.min(...ordered) };
  },
  judge({ figures: { ordersAfter = Infinity }, samples, findings }) {
    const good = 1 - summary(samples.filter(({ kind }) => kind === 'catalogue')).failedShare;
    const found = `catalogue ${percent(good)}, orders again after ${milliseconds(ordersAfter)}, ${findings} findings`;
    const judged = (share: number, backMs: number) =>
      verdict(
        `catalogue ${percent(share)} answered, orders back ${milliseconds(backMs)} after the address moved, 0 lost or doubled`,
        found,
        good >= share && ordersAfter <= backMs && findings === 0,
      );
    return [
      {
        event: 'MySQL failover, endpoint after 30 s',
        entry: judged(0.95, 10_000),
        moonshot: judged(1, 2000),
      },
    ];
  },
};
