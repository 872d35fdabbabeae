import { collectDefaultMetrics, Counter, Gauge, type OpenMetricsContentType, Registry } from 'prom-client';
import { countedBusiness } from './business-counters.js';
import { counted, openLiveStreams, type Counted, type Nested } from './counters.js';
import { requestSeconds } from './http-metrics.js';

/** Everything that this process counts or can say about itself, in Prometheus' form when asked. */
export function metricsRegistry(gauges: readonly Gauge[]): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registry.registerMetric(requestSeconds.metric);
  for (const one of [...counted, ...countedBusiness]) registry.registerMetric(asCounter(one));
  for (const gauge of gauges) registry.registerMetric(gauge);
  registry.registerMetric(
    new Gauge({
      name: 'live_streams',
      help: 'Browsers that listen for changes',
      registers: [],
      collect() {
        this.set(openLiveStreams());
      },
    }),
  );
  return registry;
}

/** The same metrics in the form that has room for exemplars. prom-client renames what it writes so, hence the copies. */
export function asOpenMetrics(registry: Registry): Registry<OpenMetricsContentType> {
  const open = new Registry<OpenMetricsContentType>();
  open.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  for (const metric of registry.getMetricsAsArray() as object[])
    open.registerMetric(Object.create(metric) as Counter);
  return open;
}

function asCounter({ name, help, labelNames, values }: Counted): Counter {
  return new Counter({
    name,
    help,
    labelNames,
    registers: [],
    collect() {
      this.reset();
      for (const [labels, count] of series(values, labelNames)) this.inc(labels, count);
    },
  });
}

type Labels = Record<string, string>;

function series(
  values: Nested,
  [name, ...others]: readonly string[],
  labels: Labels = {},
): [Labels, number][] {
  if (typeof values === 'number') return [[labels, values]];
  return Object.entries(values).flatMap(([value, inner]) =>
    series(inner, others, { ...labels, [name!]: value }),
  );
}
