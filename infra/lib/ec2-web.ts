import { type CfnElement, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { REQUESTS_PER_TASK, SIZES } from '../sizes.ts';
import type { BaseStack } from './base-stack.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { hiddenSettings } from './shop-settings.ts';
import { explainMedia, mediaStatements } from './shop-task.ts';
import { startCommands } from './ec2-start.ts';

const CPU_PERCENT = 60;
/** Shorter than the month between two rotations: a machine reads passwords at its start only. */
const MOST_AGE = Duration.days(7);

/**
 * Web processes on machines of their own, as the shop was run that all of this began with: an Auto Scaling group behind the load
 * balancer. A new version replaces them one after the other.
 */
export class Ec2Web extends Construct {
  readonly group: autoscaling.AutoScalingGroup;
  readonly log: logs.LogGroup;

  constructor(scope: Construct, id: string, base: BaseStack, front: LoadBalancer) {
    super(scope, id);
    const { web } = SIZES[base.settings.size];
    const [minCapacity, maxCapacity] = web.tasks;
    this.log = new logs.LogGroup(this, 'Log', {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const userData = ec2.UserData.forLinux();
    this.group = new autoscaling.AutoScalingGroup(this, 'Group', {
      vpc: base.network.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      launchTemplate: this.template(base, userData, web.instance),
      minCapacity,
      maxCapacity,
      maxInstanceLifetime: MOST_AGE,
      healthChecks: autoscaling.HealthChecks.withAdditionalChecks({
        additionalTypes: [autoscaling.AdditionalHealthCheckType.ELB],
        gracePeriod: Duration.minutes(5),
      }),
      signals: autoscaling.Signals.waitForMinCapacity({ timeout: Duration.minutes(15) }),
      updatePolicy: autoscaling.UpdatePolicy.rollingUpdate({
        minInstancesInService: minCapacity,
        maxBatchSize: 1,
        waitOnResourceSignals: true,
        pauseTime: Duration.minutes(15),
      }),
      groupMetrics: [autoscaling.GroupMetrics.all()],
    });
    const stack = Stack.of(this);
    const resource = stack.getLogicalId(this.group.node.defaultChild as CfnElement);
    userData.addCommands(...startCommands({ base, stack, resource, logGroup: this.log.logGroupName }));
    this.group.attachToApplicationTargetGroup(front.blue);
    this.scale();
    Validations.of(this.group).acknowledge({
      id: 'AwsSolutions-AS3',
      reason:
        'That machines come and go is what this is for. Alarms tell what somebody has to know: errors, slowness, nobody who is ready.',
    });
  }

  private scale(): void {
    this.group.scaleOnRequestCount('Requests', { targetRequestsPerMinute: REQUESTS_PER_TASK * 60 });
    this.group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: CPU_PERCENT });
  }

  private template(base: BaseStack, userData: ec2.UserData, instance: string): ec2.LaunchTemplate {
    return new ec2.LaunchTemplate(this, 'Template', {
      instanceType: new ec2.InstanceType(instance),
      machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
      securityGroup: base.network.groups.web,
      role: this.role(base),
      requireImdsv2: true,
      httpPutResponseHopLimit: 1,
      detailedMonitoring: true,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: ec2.BlockDeviceVolume.ebs(20, { encrypted: true, volumeType: ec2.EbsDeviceVolumeType.GP3 }),
        },
      ],
      userData,
    });
  }

  /** Its image, its secrets, media and its log. Nobody signs in to a machine: it has no key, no open port and no agent. */
  private role(base: BaseStack): iam.Role {
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    base.images.grantPull(role);
    for (const secret of new Set(Object.values(hiddenSettings(base)).map((one) => one.secret)))
      secret.grantRead(role);
    explainMedia(role);
    for (const statement of mediaStatements(base.media.bucketArn)) role.addToPolicy(statement);
    this.log.grantWrite(role);
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'ecr:GetAuthorizationToken, with which the image is fetched, knows no resource; a test says that it is the only one.',
    });
    return role;
  }
}
