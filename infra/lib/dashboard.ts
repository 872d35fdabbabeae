import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { BaseStack } from './base-stack.ts';
import type { LoadBalancer } from './load-balancer.ts';
import * as metrics from './metrics.ts';

const HALF = 12;

/** One page: whether anything is wrong, then requests, Redis and MySQL from left to right, top to bottom. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { base, front, alarms, cpu }: Shown) {
    super(scope, id);
    const { sessionRedis, cacheRedis, database } = base;
    const graph = (title: string, left: cloudwatch.IMetric[], right: cloudwatch.IMetric[] = []) =>
      new cloudwatch.GraphWidget({ title, left, right, width: HALF });
    const ofNodes = (ids: string[], name: string, statistic: string) =>
      ids.map((nodeId) => metrics.redis(nodeId, name, statistic));
    new cloudwatch.Dashboard(this, 'Page', {
      widgets: [
        [
          new cloudwatch.AlarmStatusWidget({
            title: 'alarms',
            alarms: alarms.all,
            width: 2 * HALF,
            height: 5,
          }),
        ],
        [
          graph('requests, errors', [metrics.requests(front)], [metrics.faultPercent(front)]),
          graph('seconds, 99 of 100', [metrics.slowest(front)]),
        ],
        [
          graph('CPU of web', [cpu]),
          graph('sessions: memory %, evictions', [
            ...ofNodes(sessionRedis.nodeIds, 'DatabaseMemoryUsagePercentage', 'Maximum'),
            ...ofNodes(sessionRedis.nodeIds, 'Evictions', 'Sum'),
          ]),
        ],
        [
          graph('cache: found, not found', [
            ...ofNodes(cacheRedis.nodeIds, 'CacheHits', 'Sum'),
            ...ofNodes(cacheRedis.nodeIds, 'CacheMisses', 'Sum'),
          ]),
          graph(
            'MySQL: CPU %, connections',
            [database.primary.metricCPUUtilization()],
            [database.primary.metricDatabaseConnections()],
          ),
        ],
      ],
    });
  }
}

interface Shown {
  base: BaseStack;
  front: LoadBalancer;
  alarms: Alarms;
  cpu: cloudwatch.IMetric;
}
