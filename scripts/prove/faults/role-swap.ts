import { setTimeout as pause } from 'node:timers/promises';
import { milliseconds, verdict } from '../report/row.js';
import type { Fault } from './fault.js';
import { untilWritable } from './until-writable.js';

/** Between the change of the roles and of the address that leads to the primary. */
const GAP_MS = 1000;
const ENTRY_MS = 5000;
const MOONSHOT_MS = 1000;

/** The replica of the session Redis becomes the primary; old connections stay at the old one. */
export const roleSwap: Fault = {
  name: 'session Redis changes its primary',
  async deed(stage) {
    const { sessions } = stage.topology.stores;
    await sessions.swapRoles();
    await pause(GAP_MS);
    sessions.moveEndpoint();
    return { backAfter: await untilWritable(stage) };
  },
  judge({ figures: { backAfter = Infinity }, findings }) {
    const found = `${findings} findings; writes back after ${milliseconds(backAfter)}`;
    const judged = (most: number) =>
      verdict(
        `0 false acknowledgements; writes back at most ${milliseconds(most)} after the address moved`,
        found,
        findings === 0 && backAfter <= most,
      );
    return [{ event: 'Redis role swap', entry: judged(ENTRY_MS), moonshot: judged(MOONSHOT_MS) }];
  },
};
