import { Gauge } from 'prom-client';
import type { Database } from '../database/database.js';

/** This process's connections to the primary of MySQL. */
export function poolGauges(database: Pick<Database, 'pool'>): Gauge[] {
  const connections = new Gauge({
    name: 'mysql_pool_connections',
    help: 'Open connections to MySQL',
    labelNames: ['state'],
    registers: [],
    collect() {
      const { inUse, idle } = database.pool;
      this.set({ state: 'in_use' }, inUse);
      this.set({ state: 'idle' }, idle);
    },
  });
  const of = (name: string, help: string, value: 'size' | 'waiting') =>
    new Gauge({
      name,
      help,
      registers: [],
      collect() {
        this.set(database.pool[value]);
      },
    });
  return [
    connections,
    of('mysql_pool_size', 'Most connections to MySQL that there may be', 'size'),
    of('mysql_pool_waiting', 'Statements and transactions that wait for a connection', 'waiting'),
  ];
}
