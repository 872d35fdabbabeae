import { setTimeout as pause } from 'node:timers/promises';
import { percent, seconds, verdict } from '../report/row.js';
import { summary } from '../traffic/sample.js';
import type { Fault } from './fault.js';

const FROZEN_MS = 10_000;
const ENTRY = { outMs: 5000, failedShare: 0.01 };
const MOONSHOT = { outMs: 3000, failedShare: 0.003, waitMs: 3000 };

/** One of three web instances keeps its connections and answers nothing. */
export const instanceFrozen: Fault = {
  name: 'SIGSTOP of a web instance',
  async deed({ topology, chance }) {
    const victim = topology.instances[Math.floor(chance() * topology.instances.length)]!;
    const thaws = pause(FROZEN_MS);
    await victim.freeze();
    const frozenAt = performance.now();
    await topology.balancer.hasNoticed(victim.name, 'DOWN');
    const outAfter = performance.now() - frozenAt;
    await thaws;
    victim.thaw();
    await topology.balancer.hasNoticed(victim.name, 'UP');
    return { outAfter };
  },
  judge({ figures: { outAfter = Infinity }, samples }) {
    const { failedShare, longest } = summary(samples);
    const found = `out after ${seconds(outAfter)}, ${percent(failedShare)} failed, longest wait ${seconds(longest)}`;
    return [
      {
        event: 'SIGSTOP one instance 10 s',
        entry: verdict(
          `out of rotation within ${seconds(ENTRY.outMs)}, at most ${percent(ENTRY.failedShare)} failed`,
          found,
          outAfter <= ENTRY.outMs && failedShare <= ENTRY.failedShare,
        ),
        moonshot: verdict(
          `within ${seconds(MOONSHOT.outMs)}, at most ${percent(MOONSHOT.failedShare)} failed, nobody waits above ${seconds(MOONSHOT.waitMs)}`,
          found,
          outAfter <= MOONSHOT.outMs && failedShare <= MOONSHOT.failedShare && longest <= MOONSHOT.waitMs,
        ),
      },
    ];
  },
};
