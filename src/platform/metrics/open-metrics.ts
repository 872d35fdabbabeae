import type { INestApplicationContext } from '@nestjs/common';
import type { Gauge } from 'prom-client';
import type { Env } from '../config/env.js';
import { Database } from '../database/database.js';
import { Replicas } from '../database/replicas/replicas.js';
import { CACHE_REDIS, SESSION_REDIS } from '../redis/redis.module.js';
import { beginCurrency } from './business-counters.js';
import { currentTracer } from '../tracing/tracer.js';
import { answerLauncher } from './launcher-line.js';
import { serveMetrics } from './metrics-server.js';
import { poolGauges } from './pool-gauges.js';
import { redisGauges } from './redis-gauges.js';
import { asOpenMetrics, metricsRegistry } from './registry.js';
import { replicaGauges } from './replica-gauges.js';

/**
 * Makes this process's metrics readable: on METRICS_PORT unless that is `off`, and for the launcher when one started
 * us. `more`: what only this kind of process can say. Errors: SettingsError when the port is taken.
 */
export async function openMetrics(
  app: INestApplicationContext,
  env: Env,
  more: readonly Gauge[] = [],
): Promise<void> {
  if (env.METRICS_PORT === 'off' && !process.send) return;
  const links = { session: app.get(SESSION_REDIS), cache: app.get(CACHE_REDIS) };
  beginCurrency(env.CURRENCY);
  const registry = metricsRegistry([
    ...replicaGauges(app.get(Replicas)),
    ...redisGauges(links),
    ...poolGauges(app.get(Database)),
    ...more,
  ]);
  if (process.send) answerLauncher(registry);
  if (env.METRICS_PORT === 'off') return;
  const place = { host: env.HOST, port: env.METRICS_PORT };
  const openText = currentTracer() ? () => asOpenMetrics(registry).metrics() : undefined;
  const { port } = await serveMetrics(place, () => registry.metrics(), openText);
  process.stdout.write(`metrics of process ${process.pid} are on ${env.HOST}:${port}\n`);
}
