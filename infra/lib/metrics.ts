import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { BaseService } from 'aws-cdk-lib/aws-ecs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { LoadBalancer } from './load-balancer.ts';

const period = Duration.minutes(1);
const { ELB_5XX_COUNT } = elb.HttpCodeElb;

export const requests = ({ balancer }: LoadBalancer): cloudwatch.Metric =>
  balancer.metrics.requestCount({ period });

/** Answers 500 to 599 of web processes, of all answers. */
export const faultPercent = ({ balancer }: LoadBalancer): cloudwatch.MathExpression =>
  new cloudwatch.MathExpression({
    label: 'errors, %',
    period,
    expression: 'IF(all > 0, 100 * FILL(faults, 0) / all, 0)',
    usingMetrics: {
      all: balancer.metrics.requestCount({ period }),
      faults: balancer.metrics.httpCodeTarget(elb.HttpCodeTarget.TARGET_5XX_COUNT, { period }),
    },
  });

/** Answers 500 to 599 that the load balancer gave itself. */
export const unanswered = ({ balancer }: LoadBalancer): cloudwatch.Metric =>
  balancer.metrics.httpCodeElb(ELB_5XX_COUNT, { period });

/** Seconds within which 99 of 100 requests are answered. */
export const slowest = ({ balancer }: LoadBalancer): cloudwatch.Metric =>
  balancer.metrics.targetResponseTime({ period, statistic: 'p99' });

export const redis = (CacheClusterId: string, metricName: string, statistic: string): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: 'AWS/ElastiCache',
    metricName,
    statistic,
    period,
    dimensionsMap: { CacheClusterId, CacheNodeId: '0001' },
  });

export const runningTasks = ({ cluster, serviceName }: BaseService): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: 'ECS/ContainerInsights',
    metricName: 'RunningTaskCount',
    statistic: 'Minimum',
    period,
    dimensionsMap: { ClusterName: cluster.clusterName, ServiceName: serviceName },
  });

/** Of a group that may stand idle, and then belongs to no load balancer yet. */
export const unhealthy = ({ balancer }: LoadBalancer, group: elb.ApplicationTargetGroup): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: 'AWS/ApplicationELB',
    metricName: 'UnHealthyHostCount',
    statistic: 'Minimum',
    period,
    dimensionsMap: {
      LoadBalancer: balancer.loadBalancerFullName,
      TargetGroup: group.targetGroupFullName,
    },
  });
