import { Gauge } from 'prom-client';
import type { Replicas } from '../database/replicas/replicas.js';

/** How each replica of MySQL looks to this process. Of several processes the sum says how many read it. Empty without replicas. */
export function replicaGauges(replicas: Replicas | null): Gauge[] {
  const used = new Gauge({
    name: 'replica_used',
    help: 'Processes that may read this replica now: it answers and is not too far behind',
    labelNames: ['replica'],
    registers: [],
    collect() {
      for (const { name, state } of replicas?.states() ?? [])
        this.set({ replica: name }, state === 'used' ? 1 : 0);
    },
  });
  const lag = new Gauge({
    name: 'replica_lag_seconds',
    help: 'How far this replica is behind at most; absent while nobody knows',
    labelNames: ['replica'],
    aggregator: 'max',
    registers: [],
    collect() {
      this.reset();
      for (const { name, lagMs } of replicas?.states() ?? [])
        if (lagMs !== null) this.set({ replica: name }, lagMs / 1000);
    },
  });
  return [used, lag];
}
