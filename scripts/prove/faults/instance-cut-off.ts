import type { Fault } from './fault.js';
import { judgeSilence, silenced } from './instance-frozen.js';

/**
 * The way from the balancer to one of three web instances is cut, and both are well. What was under way arrives when it is
 * whole again, long after the shoppers have pressed once more elsewhere; it must not count twice.
 */
export const instanceCutOff: Fault = {
  name: 'a web instance is cut off from the balancer',
  deed: (stage) =>
    silenced(
      stage,
      ({ link }) => link.blackhole(),
      ({ link }) => link.pass(),
    ),
  judge: ({ figures, samples }) => [
    judgeSilence('one instance cut off from the balancer 10 s', figures, samples),
  ],
};
