import { AggregatorRegistry, Histogram, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { RequestSeconds } from './request-seconds.js';

/** The same requests as prom-client's own histogram counts them. */
function both(requests: [route: 'home' | 'cart', seconds: number][]): { ours: Registry; theirs: Registry } {
  const [ours, theirs, seconds] = [new Registry(), new Registry(), new RequestSeconds()];
  const histogram = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the first middleware to the last byte handed to the system',
    labelNames: ['route_class', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [theirs],
  });
  ours.registerMetric(seconds.metric);
  for (const [route, took] of requests) {
    seconds.observe(route, `/${route}`, took);
    histogram.observe({ route_class: route, route: `/${route}` }, took);
  }
  return { ours, theirs };
}

describe('the seconds of requests', () => {
  it.each([
    ['before the first one', []],
    ['at a bound, between two, past all of them', [0.005, 0.0051, 0, 10, 10.1, 3600]],
    ['that do not add up in binary', [0.1, 0.2, 0.7]],
  ])('read as those of prom-client: %s', async (_, seconds) => {
    const { ours, theirs } = both(seconds.flatMap((took) => [['cart', took] as const, ['home', took / 2]]));
    expect(await ours.metrics()).toBe(await theirs.metrics());
  });

  it('add up over processes as those of prom-client do', async () => {
    const { ours, theirs } = both([
      ['home', 0.003],
      ['cart', 20],
      ['home', 0.3],
    ]);
    const sum = async (one: Registry) => {
      const figures = await one.getMetricsAsJSON();
      return AggregatorRegistry.aggregate([figures, figures]).metrics();
    };
    expect(await sum(ours)).toBe(await sum(theirs));
  });
});
