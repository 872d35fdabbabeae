import type { INestApplicationContext } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { Replicas } from '../database/replicas/replicas.js';
import { CACHE_REDIS, SESSION_REDIS } from '../redis/redis.module.js';
import { answerLauncher } from './launcher-line.js';
import { serveMetrics } from './metrics-server.js';
import { metricsRegistry } from './registry.js';

/**
 * Makes this process's metrics readable: on METRICS_PORT unless that is `off`, and for the launcher when one started
 * us. Errors: SettingsError when the port is taken.
 */
export async function openMetrics(app: INestApplicationContext, env: Env): Promise<void> {
  if (env.METRICS_PORT === 'off' && !process.send) return;
  const links = { session: app.get(SESSION_REDIS), cache: app.get(CACHE_REDIS) };
  const registry = metricsRegistry(links, app.get(Replicas));
  if (process.send) answerLauncher(registry);
  if (env.METRICS_PORT === 'off') return;
  const place = { host: env.HOST, port: env.METRICS_PORT };
  const { port } = await serveMetrics(place, () => registry.metrics());
  process.stdout.write(`metrics of process ${process.pid} are on ${env.HOST}:${port}\n`);
}
