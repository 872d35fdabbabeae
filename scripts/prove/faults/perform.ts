import { setTimeout as pause } from 'node:timers/promises';
import type { OpenShop } from '../topology/open-shop.js';
import type { Sample } from '../traffic/sample.js';
import type { Fault, Figures, Stage } from './fault.js';

/** After each fault, for the shop to come to itself. */
const CALM_MS = 3000;

/** A fault that has happened, with what it is judged by. Milliseconds since the shop opened. */
export interface Performed {
  fault: Pick<Fault, 'name' | 'judge' | 'curves'>;
  from: number;
  /** All was well again from here on. */
  to: number;
  figures: Figures;
  samples: readonly Sample[];
  /** Why it did not come to its end; null when it did. */
  failure: string | null;
}

/** Errors: none; what did not come to its end has no figures, and misses every target. */
export async function perform<Shop extends OpenShop>(
  fault: Fault<Shop>,
  stage: Stage<Shop>,
): Promise<Performed> {
  const { traffic } = stage;
  const from = traffic.now;
  const end = await fault.deed(stage).then(
    (figures) => ({ figures, failure: null }),
    (error: Error) => ({ figures: {}, failure: `${fault.name}: ${error.message.slice(0, 2000)}` }),
  );
  const to = traffic.now;
  await pause(CALM_MS);
  return { fault, from, to, ...end, samples: traffic.between(from, traffic.now) };
}
