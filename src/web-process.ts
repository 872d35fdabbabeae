import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { createApp } from './app.js';
import { CacheService } from './platform/cache/cache.service.js';
import { ENV, readEnv, type Env } from './platform/config/env.js';
import { Replicas } from './platform/database/replicas/replicas.js';
import { MigrationWatch } from './platform/health/migration-watch.js';
import { Readiness } from './platform/health/readiness.js';
import { openMetrics } from './platform/metrics/open-metrics.js';
import { run } from './platform/process/run.js';
import { warnAtStart } from './platform/process/warn-at-start.js';
import { SessionMemory } from './platform/redis/session-memory.js';
import { finishBeforeFailing, listen, stopOnSignal } from './platform/process/web-server.js';
import { openTracing } from './platform/tracing/open-tracing.js';
import { CatalogService } from './shop/catalog/catalog.service.js';

/** Longer than this a process does not wait for its lists of products before it listens. */
const MOST_OPENING_MS = 10_000;

/** The web server: one of any number of equal instances. */
run(async () => {
  await openTracing('cloudcart-web', readEnv());
  const app = await createApp();
  await app.init();
  const env = app.get<Env>(ENV);
  warnAtStart(env);
  await app.get(SessionMemory).checkAtStart();
  await openMetrics(app, env);
  const readiness = app.get(Readiness);
  stopOnSignal(app, readiness, env);
  finishBeforeFailing(app, readiness);
  app.get<Replicas | null>(Replicas)?.start();
  await Promise.race([app.get(CatalogService).openListings(), pause(MOST_OPENING_MS)]);
  if (readiness.state === 'draining') return;
  // Not before: a balancer that finds processes by their name sends them requests until it has asked whether they are ready.
  await listen(app, env);
  app.get(CacheService).join();
  await app.get(MigrationWatch).start();
});
