import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './fault.js';
import { untilWritable } from './until-writable.js';

const RESET_EVERY_MS = 700;
const LASTS_MS = 3000;

/** Every connection to the session Redis is reset, again and again. There is no target; audits count what it breaks. */
export const sessionsFlap: Fault = {
  name: 'connections to the session Redis are reset again and again',
  async deed(stage) {
    const { link } = stage.topology.stores.sessions;
    await link.resetEvery(RESET_EVERY_MS);
    await pause(LASTS_MS);
    await link.pass();
    return { backAfter: await untilWritable(stage) };
  },
  judge: () => [],
};

/** It has no memory left and refuses every change. There is no target; audits count what it breaks. */
export const sessionsFull: Fault = {
  name: 'session Redis is full',
  async deed(stage) {
    const { primaryClient } = stage.topology.stores.sessions;
    await primaryClient.configSet({ maxmemory: '1mb', 'maxmemory-policy': 'noeviction' });
    await pause(LASTS_MS);
    await primaryClient.configSet({ maxmemory: '0' });
    return { backAfter: await untilWritable(stage) };
  },
  judge: () => [],
};
