import { setTimeout as pause } from 'node:timers/promises';
import { oneOf } from '../../rig/chances.js';
import { verdict } from '../report/row.js';
import { summary } from '../traffic/sample.js';
import type { Fault } from './fault.js';

const MOST_FAILED = 10;
const MOST_POSTS = 5;
/** For as long as it is gone. */
const GONE_MS = 4000;

/** One of three web instances dies without a word, and comes back. */
export const instanceKilled: Fault = {
  name: 'kill -9 of a web instance',
  async deed({ topology, chance }) {
    const victim = oneOf(topology.instances, chance);
    await victim.kill();
    await pause(GONE_MS);
    await victim.start();
    await topology.balancer.hasNoticed(victim.name, 'UP');
    return {};
  },
  judge({ samples, findings }) {
    const { failed, failedReads, requests } = summary(samples);
    const found = `${failed} of ${requests} failed, ${failedReads} of them reads`;
    return [
      {
        event: 'kill -9 one of three web instances',
        entry: verdict(
          `at most ${MOST_FAILED} failed requests, 0 lost carts, 0 doubled or lost orders`,
          `${found}; ${findings} findings`,
          failed <= MOST_FAILED && findings === 0,
        ),
        moonshot: verdict(
          `0 failed reads, at most ${MOST_POSTS} failed changes, each safely repeatable`,
          found,
          failedReads === 0 && failed <= MOST_POSTS && findings === 0,
        ),
      },
    ];
  },
};
