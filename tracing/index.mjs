/**
 * Traces by OpenTelemetry: an install of its own, loaded by the shop only when `TRACING=1` or `OTEL_EXPORTER_OTLP_ENDPOINT` is set.
 * It patches nothing: HTTP, work and mails are told by the shop, MySQL and Redis by the tracing channels of their clients.
 */
import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { traceRequests } from './requests.mjs';
import { run } from './spans.mjs';
import { traceStores } from './stores.mjs';

/** A trace is looked at when something has just happened. */
const SEND_EVERY_MS = 1000;

/** Starts to send spans, to where the `OTEL_EXPORTER_` settings say. Answers what src/platform/tracing/tracer.ts describes. */
export function startTracing(service) {
  const resource = defaultResource().merge(resourceFromAttributes({ 'service.name': service }));
  const provider = new TracerProvider({
    resource,
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: SEND_EVERY_MS }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const tracer = provider.getTracer('cloudcart');
  traceStores(tracer);
  return {
    ids,
    carrier,
    span: ({ name, attributes, parent }, work) =>
      run(tracer.startSpan(name, { kind: SpanKind.INTERNAL, attributes }, parentOf(parent)), work),
    serve: (server, routeOf) => traceRequests(tracer, server, routeOf),
    stop: () => provider.shutdown(),
  };
}

function ids() {
  const found = trace.getActiveSpan()?.spanContext();
  return found ? { traceId: found.traceId, spanId: found.spanId } : null;
}

function carrier() {
  const carried = {};
  propagation.inject(context.active(), carried);
  return carried.traceparent ?? null;
}

/** Something that was promised goes on in the trace of whoever promised it. */
const parentOf = (traceparent) =>
  traceparent ? propagation.extract(ROOT_CONTEXT, { traceparent }) : context.active();
