import { Duration } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { BaseStack } from './base-stack.ts';
import { REQUESTS_PER_TASK } from '../sizes.ts';

const MINUTE_SECONDS = 60;

interface Props {
  target: scaling.IScalableTargetRef;
  balancer: elb.ApplicationLoadBalancer;
  base: BaseStack;
  serviceName: string;
}

/**
 * Keeps `REQUESTS_PER_TASK` requests a second for each task. The metric that Amazon has for this counts one target group, which
 * stands idle after every other blue/green deploy; so all requests of the load balancer are divided by the tasks that run.
 */
export class RequestScaling extends Construct {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    const policy = new scaling.CfnScalingPolicy(this, 'Policy', {
      policyName: 'requests-per-task',
      policyType: 'TargetTrackingScaling',
      ...props.target.scalableTargetRef,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: REQUESTS_PER_TASK * MINUTE_SECONDS,
        scaleOutCooldown: 60,
        scaleInCooldown: Duration.minutes(5).toSeconds(),
        customizedMetricSpecification: { metrics: metrics(props) },
      },
    });
    policy.node.addDependency(props.target);
  }
}

type Query = scaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty;

const metrics = ({ balancer, base, serviceName }: Props): Query[] => [
  {
    id: 'requests',
    returnData: false,
    metricStat: {
      stat: 'Sum',
      metric: {
        namespace: 'AWS/ApplicationELB',
        metricName: 'RequestCount',
        dimensions: [{ name: 'LoadBalancer', value: balancer.loadBalancerFullName }],
      },
    },
  },
  {
    id: 'tasks',
    returnData: false,
    metricStat: {
      stat: 'Average',
      metric: {
        namespace: 'ECS/ContainerInsights',
        metricName: 'RunningTaskCount',
        dimensions: [
          { name: 'ClusterName', value: base.cluster.clusterName },
          { name: 'ServiceName', value: serviceName },
        ],
      },
    },
  },
  { id: 'each', expression: 'requests / tasks', label: 'requests of one task in a minute', returnData: true },
];
