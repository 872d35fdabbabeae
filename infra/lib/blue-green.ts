import { Duration, Validations } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { LoadBalancer } from './load-balancer.ts';
import type { WebService } from './web-service.ts';
import { PORTS } from './network.ts';

/**
 * A new version gets tasks of its own, then a tenth of the requests for five minutes, then all of them. An alarm meanwhile, or in the ten
 * minutes for which the old tasks are kept, brings the old version back.
 */
export class BlueGreen extends Construct {
  readonly group: codedeploy.EcsDeploymentGroup;

  constructor(
    scope: Construct,
    id: string,
    parts: {
      front: LoadBalancer;
      web: WebService;
      green: elb.ApplicationTargetGroup;
      alarms: cloudwatch.IAlarm[];
    },
  ) {
    super(scope, id);
    const { front, web, green, alarms } = parts;
    this.group = new codedeploy.EcsDeploymentGroup(this, 'Group', {
      application: new codedeploy.EcsApplication(this, 'Application'),
      service: web.service,
      deploymentConfig: codedeploy.EcsDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      blueGreenDeploymentConfig: {
        blueTargetGroup: front.blue,
        greenTargetGroup: green,
        listener: front.listener,
        terminationWaitTime: Duration.minutes(10),
      },
      alarms,
      autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
    });
    Validations.of(this.group).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AWSCodeDeployRoleForECS]',
      reason: 'The policy that CodeDeploy asks for by name. Its role can be taken by that service only.',
    });
  }

  /** What CodeDeploy is told, for a version of the task. */
  static appSpec(taskDefinitionArn: string): string {
    const properties = {
      TaskDefinition: taskDefinitionArn,
      LoadBalancerInfo: { ContainerName: 'shop', ContainerPort: PORTS.shop },
    };
    return JSON.stringify({
      version: 0,
      Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties: properties } }],
    });
  }
}
