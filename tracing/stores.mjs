/** Spans of what is asked of MySQL and Redis, from the tracing channels of mysql2 and node-redis. */
import { tracingChannel } from 'node:diagnostics_channel';
import { SpanKind, trace } from '@opentelemetry/api';
import { fail } from './spans.mjs';

const MOST_TEXT = 1000;

/** mysql2 tells a statement with its values in it: addresses, names, hashes. Whatever is quoted, a number or in hex goes. */
export const withoutValues = (sql) =>
  sql
    .replaceAll(/[xX]?'(?:[^'\\]|\\.|'')*'/gs, '?')
    .replaceAll(/"(?:[^"\\]|\\.|"")*"/gs, '?')
    .replaceAll(/\b(?:0x[0-9a-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)\b/gi, '?')
    .replaceAll(/\s+/g, ' ')
    .slice(0, MOST_TEXT);

const mysql = ({ query }) => {
  const text = withoutValues(query);
  const [verb = 'query'] = text.split(' ');
  return { name: `MySQL ${verb}`, attributes: { 'db.system.name': 'mysql', 'db.query.text': text } };
};

/** Its name alone: keys hold the ids of sessions. */
const redis = ({ command }) => ({
  name: `Redis ${command}`,
  attributes: { 'db.system.name': 'redis', 'db.operation.name': String(command) },
});

export function traceStores(tracer) {
  watch(tracer, tracingChannel('mysql2:query'), mysql);
  watch(tracer, tracingChannel('node-redis:command'), redis);
}

/** Only what belongs to a trace: workers and connections ask something every second for nobody. */
function watch(tracer, channel, describe) {
  const spans = new WeakMap();
  const end = (message) => {
    spans.get(message)?.end();
    spans.delete(message);
  };
  channel.subscribe({
    start(message) {
      if (!trace.getActiveSpan()) return;
      const { name, attributes } = describe(message);
      spans.set(message, tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }));
    },
    asyncStart: end,
    error(message) {
      const span = spans.get(message);
      if (span) fail(span, message.error);
    },
    end(message) {
      // It did not get as far as waiting for an answer.
      if (message.error) end(message);
    },
  });
}
