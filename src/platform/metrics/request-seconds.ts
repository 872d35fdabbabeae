import type { Histogram } from 'prom-client';
import type { RouteClass } from './route-class.js';

const NAME = 'http_request_duration_seconds';
/** Each bucket counts what took at most so long; one more has no bound. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Durations {
  /** Requests for which this bucket is the first, one number per bound and the last for those that took longer. */
  firstIn: number[];
  sum: number;
}

/**
 * How long requests took, by class of address: a histogram as prom-client's own, for a fortieth of the work per request.
 * What prom-client shows is worked out when somebody asks.
 */
export class RequestSeconds {
  private readonly byClass = new Map<RouteClass, Durations>();

  observe(routeClass: RouteClass, seconds: number): void {
    const durations = this.byClass.get(routeClass) ?? this.begin(routeClass);
    const bucket = BOUNDS.findIndex((bound) => seconds <= bound);
    durations.firstIn[bucket === -1 ? BOUNDS.length : bucket]! += 1;
    durations.sum += seconds;
  }

  /** For a registry, which asks no more of a metric than its name and `get`. */
  get metric(): Histogram {
    const about = {
      name: NAME,
      help: 'From the first middleware to the last byte handed to the system',
      type: 'histogram',
      aggregator: 'sum',
    };
    const values = () =>
      [...this.byClass].flatMap(([routeClass, durations]) => series(routeClass, durations));
    return { ...about, get: async () => ({ ...about, values: values() }) } as unknown as Histogram;
  }

  private begin(routeClass: RouteClass): Durations {
    const durations = { firstIn: Array.from({ length: BOUNDS.length + 1 }, () => 0), sum: 0 };
    this.byClass.set(routeClass, durations);
    return durations;
  }
}

/** Prometheus' buckets hold those before them too. */
function series(route_class: RouteClass, { firstIn, sum }: Durations) {
  let count = 0;
  const buckets = [...BOUNDS, '+Inf'].map((le, nth) => {
    count += firstIn[nth]!;
    return { metricName: `${NAME}_bucket`, labels: { le, route_class }, value: count };
  });
  const labels = { route_class };
  return [
    ...buckets,
    { metricName: `${NAME}_sum`, labels, value: sum },
    { metricName: `${NAME}_count`, labels, value: count },
  ];
}
