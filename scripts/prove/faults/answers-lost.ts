import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './fault.js';

const ROUNDS = 8;
const EACH_MS = 700;
const COMMIT = /COMMIT/;
const CHANGE_OF_A_CART = /EVALSHA/i;

/** Changes reach Redis and MySQL, and nobody hears of it: what is pressed again must not count twice. There is no target. */
export const answersLost: Fault = {
  name: 'answers to changes and to COMMIT are lost',
  async deed({ topology }) {
    const { sessions, writer } = topology.stores.links;
    for (let round = 0; round < ROUNDS; round += 1) {
      await sessions.dropReply({ after: CHANGE_OF_A_CART, times: 1 });
      await writer.dropReply({ after: COMMIT, times: 1 });
      await pause(EACH_MS);
    }
    await Promise.all([sessions.pass(), writer.pass()]);
    return {};
  },
  judge: () => [],
};
