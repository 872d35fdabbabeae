import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { SIZES } from '../sizes.ts';
import type { BaseStack } from './base-stack.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { RequestScaling } from './request-scaling.ts';
import { DRAIN_SECONDS, FINISH_SECONDS } from './shop-settings.ts';
import { ShopTask } from './shop-task.ts';

/** Seconds beyond what the shop needs at most to stop. */
const SPARE_SECONDS = 15;
/** Scaling by CPU is for what requests do not tell: few and heavy ones. */
const CPU_PERCENT = 60;

/** Web processes on Fargate. New versions come by CodeDeploy (blue-green.ts), never by an update of this stack. */
export class WebService extends Construct {
  readonly service: ecs.FargateService;
  readonly task: ShopTask;

  constructor(scope: Construct, id: string, base: BaseStack, front: LoadBalancer) {
    super(scope, id);
    const { web } = SIZES[base.settings.size];
    this.task = new ShopTask(this, 'Task', base, {
      name: 'web',
      command: ['node', 'dist/src/main.js'],
      cpu: web.cpu,
      memoryMb: web.memoryMb,
      stopSeconds: DRAIN_SECONDS + FINISH_SECONDS + SPARE_SECONDS,
      listens: true,
    });
    this.service = new ecs.FargateService(this, 'Service', {
      cluster: base.cluster,
      taskDefinition: this.task.definition,
      deploymentController: { type: ecs.DeploymentControllerType.CODE_DEPLOY },
      securityGroups: [base.network.groups.web],
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      assignPublicIp: false,
      healthCheckGracePeriod: Duration.minutes(1),
    });
    this.service.attachToApplicationTargetGroup(front.blue);
    this.scale(base, front);
  }

  private scale(base: BaseStack, { balancer }: LoadBalancer): void {
    const [minCapacity, maxCapacity] = SIZES[base.settings.size].web.tasks;
    const target = this.service.autoScaleTaskCount({ minCapacity, maxCapacity });
    target.scaleOnCpuUtilization('Cpu', {
      targetUtilizationPercent: CPU_PERCENT,
      scaleOutCooldown: Duration.minutes(1),
      scaleInCooldown: Duration.minutes(5),
    });
    new RequestScaling(this, 'Requests', {
      target,
      balancer,
      base,
      serviceName: this.service.serviceName,
    });
  }
}
