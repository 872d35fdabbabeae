/** A span for each request that a server answers. */
import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/**
 * Stands before everybody who listens for requests of `server`. A caller's trace is not continued: who it is, nobody knows. Probes make
 * no traces.
 */
export function traceRequests(tracer, server, routeOf) {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const goOn = () => listeners.forEach((listener) => listener(request, response));
    if (/^\/(livez|readyz|statusz)\b/.test(request.url ?? '')) return goOn();
    const attributes = { 'http.request.method': request.method ?? '' };
    const span = tracer.startSpan(
      request.method ?? 'HTTP',
      { kind: SpanKind.SERVER, attributes },
      ROOT_CONTEXT,
    );
    response.once('close', () => end(span, request, response, routeOf(request)));
    context.with(trace.setSpan(ROOT_CONTEXT, span), goOn);
  });
}

/** The pattern of the route, and never the address: some addresses are keys to an order. */
function end(span, request, response, route) {
  span.updateName(`${request.method} ${route}`);
  span.setAttributes({ 'http.route': route, 'http.response.status_code': response.statusCode });
  const id = response.getHeader('x-request-id');
  if (id) span.setAttribute('cloudcart.request_id', String(id));
  if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
