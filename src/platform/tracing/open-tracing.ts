import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deadline } from '../clock/deadline.js';
import { type Env, SettingsError } from '../config/env.js';
import { PROJECT_ROOT } from '../config/paths.js';
import { currentTracer, type Tracer, useTracer } from './tracer.js';

const ENTRY = join(PROJECT_ROOT, 'tracing', 'index.mjs');
const MISSING =
  'TRACING: traces are asked for, and their packages are not installed; type `npm ci --prefix tracing`, or set TRACING=0';
/** A collector that is away must not keep a process from ending. */
const LAST_SPANS_MS = 2000;

/**
 * Loads the optional install `tracing/` when traces are asked for, by `TRACING=1` or by where to send them; else nothing of it.
 * `service`: what this process is called in traces. Errors: SettingsError when it is not installed.
 */
export async function openTracing(
  service: string,
  { TRACING, OTEL_EXPORTER_OTLP_ENDPOINT }: Pick<Env, 'TRACING' | 'OTEL_EXPORTER_OTLP_ENDPOINT'>,
): Promise<void> {
  if (TRACING === '0' || (TRACING === undefined && OTEL_EXPORTER_OTLP_ENDPOINT === undefined)) return;
  const { startTracing } = (await import(pathToFileURL(ENTRY).href).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ERR_MODULE_NOT_FOUND' ? new SettingsError(MISSING) : error;
  })) as { startTracing(service: string): Tracer };
  useTracer(startTracing(service));
}

/** Sends what is left, when there are traces. */
export async function closeTracing(): Promise<void> {
  const tracer = currentTracer();
  if (tracer) await deadline(tracer.stop(), LAST_SPANS_MS).catch(() => undefined);
}
