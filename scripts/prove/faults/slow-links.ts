import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './fault.js';

const SLOW_MS = 8000;
/** Of a round trip; half as much again by chance. */
const DELAY_MS = { sessions: 60, cache: 60, writer: 40, replica: 40 };

/** Every way to a store is as long as to another continent. There is no target; audits count what it breaks. */
export const slowLinks: Fault = {
  name: 'slow links to all stores',
  async deed({ topology }) {
    const { links } = topology.stores;
    for (const [name, delay] of Object.entries(DELAY_MS))
      await links[name as keyof typeof DELAY_MS].delay(delay, delay / 2);
    await pause(SLOW_MS);
    for (const name of Object.keys(DELAY_MS)) await links[name as keyof typeof DELAY_MS].pass();
    return {};
  },
  judge: () => [],
};
