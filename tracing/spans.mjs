/** How spans end. */
import { context, SpanStatusCode, trace } from '@opentelemetry/api';

/** Only what kind of error it was: its message may hold values. */
export function fail(span, error) {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', String(error?.code ?? error?.name ?? 'error'));
}

/** Does `work` as the span that is under way, and ends it. */
export async function run(span, work) {
  try {
    return await context.with(trace.setSpan(context.active(), span), work);
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
}
