import { describe, expect, it } from 'vitest';
import { countOrder } from './business-counters.js';
import { requestSeconds } from './http-metrics.js';
import { asOpenMetrics, metricsRegistry } from './registry.js';

describe('the metrics as OpenMetrics', () => {
  it('have an exemplar where a request was traced, and end as they should', async () => {
    requestSeconds.observe('catalogue', '/products/:handle', 0.03, '0af7651916cd43dd8448eb211c80319c');
    countOrder('USD', 1999);
    const registry = metricsRegistry([]);
    const text = await asOpenMetrics(registry).metrics();
    expect(text).toMatch(
      /^http_request_duration_seconds_bucket\{le="0.05",.*\} 1 # \{trace_id="0af7651916cd43dd8448eb211c80319c"\} 0.03 \d+(\.\d+)?$/m,
    );
    expect(text).toMatch(/^# TYPE orders_placed counter\norders_placed_total\{currency="USD"\} 1$/m);
    expect(text).toMatch(/\n# EOF\n$/);
  });

  it('leave the other form as it is', async () => {
    const registry = metricsRegistry([]);
    await asOpenMetrics(registry).metrics();
    expect(await registry.metrics()).toMatch(/^# TYPE orders_placed_total counter$/m);
    expect(await registry.metrics()).not.toContain('trace_id');
  });
});
