import type { Histogram } from 'prom-client';
import type { RouteClass } from './route-class.js';
import { NO_ROUTE } from './route-name.js';

const NAME = 'http_request_duration_seconds';
/** Each bucket counts what took at most so long; one more has no bound. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A request of a bucket that can be looked at in full. `timestamp` in seconds since 1970. */
interface Exemplar {
  labelSet: { trace_id: string };
  value: number;
  timestamp: number;
}

interface Durations {
  labels: { route_class: RouteClass; route: string };
  /** Requests for which this bucket is the first, one number per bound and the last for those that took longer. */
  firstIn: number[];
  /** The last one of each bucket that was traced. */
  exemplars: (Exemplar | undefined)[];
  sum: number;
}

/**
 * How long requests took, by class of address and route: a histogram as prom-client's own, for a fortieth of the work per request.
 * What prom-client shows is worked out when somebody asks.
 */
export class RequestSeconds {
  private readonly byRoute = new Map<string, Durations>();

  /** `route`: as `routeName` says. `traceId`: of a request that was traced. */
  observe(routeClass: RouteClass, route: string, seconds: number, traceId?: string): void {
    // Patterns begin with a slash, so no class is taken for one.
    const key = route === NO_ROUTE ? routeClass : route;
    const durations = this.byRoute.get(key) ?? this.begin(key, routeClass, route);
    const found = BOUNDS.findIndex((bound) => seconds <= bound);
    const bucket = found === -1 ? BOUNDS.length : found;
    durations.firstIn[bucket]! += 1;
    durations.sum += seconds;
    if (traceId !== undefined) durations.exemplars[bucket] = exemplar(traceId, seconds);
  }

  /** For a registry, which asks no more of a metric than its name and `get`. */
  get metric(): Histogram {
    const about = {
      name: NAME,
      help: 'From the first middleware to the last byte handed to the system',
      type: 'histogram',
      aggregator: 'sum',
    };
    const values = () => [...this.byRoute.values()].flatMap(series);
    return { ...about, get: async () => ({ ...about, values: values() }) } as unknown as Histogram;
  }

  private begin(key: string, route_class: RouteClass, route: string): Durations {
    const firstIn = Array.from({ length: BOUNDS.length + 1 }, () => 0);
    const durations = { labels: { route_class, route }, firstIn, exemplars: [], sum: 0 };
    this.byRoute.set(key, durations);
    return durations;
  }
}

const exemplar = (trace_id: string, value: number): Exemplar => ({
  labelSet: { trace_id },
  value,
  timestamp: Date.now() / 1000,
});

/** Prometheus' buckets hold those before them too. */
function series({ labels, firstIn, exemplars, sum }: Durations) {
  let count = 0;
  const buckets = [...BOUNDS, '+Inf'].map((le, nth) => {
    count += firstIn[nth]!;
    return {
      metricName: `${NAME}_bucket`,
      labels: { le, ...labels },
      value: count,
      exemplar: exemplars[nth],
    };
  });
  return [
    ...buckets,
    { metricName: `${NAME}_sum`, labels, value: sum },
    { metricName: `${NAME}_count`, labels, value: count },
  ];
}
