import type { Crowd } from '../people/crowd.js';
import type { Curves } from '../report/curves.js';
import type { Row } from '../report/row.js';
import type { OpenShop } from '../topology/open-shop.js';
import type { Topology } from '../topology/topology.js';
import type { Sample } from '../traffic/sample.js';
import type { Traffic } from '../traffic/traffic.js';

/** Where faults happen. */
export interface Stage<Shop extends OpenShop = Topology> {
  topology: Shop;
  traffic: Traffic;
  crowd: Crowd;
  /** From 0 to 1: victims and moments, from the seed. */
  chance: () => number;
}

/** Numbers that a fault has measured, by name; milliseconds for times. */
export type Figures = Record<string, number>;

/** What a fault is judged by. */
export interface Seen {
  figures: Figures;
  /** Requests that were sent from its begin until the shop had some seconds to come to itself. */
  samples: readonly Sample[];
  /** Findings of all audits of the run. */
  findings: number;
}

/** One thing that goes wrong while people shop. It leaves everything in order. */
export interface Fault<Shop extends OpenShop = Topology> {
  name: string;
  /** Resolves when all is well again. */
  deed(stage: Stage<Shop>): Promise<Figures>;
  /** Rows of the table; none when there is no target. */
  judge(seen: Seen): Row[];
  /** What was read while it went on, for charts. */
  curves?(): Curves[];
}
