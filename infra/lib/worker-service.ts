import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { SIZES } from '../sizes.ts';
import type { BaseStack } from './base-stack.ts';
import { ShopTask } from './shop-task.ts';

const CPU_PERCENT = 70;

/** Mails, copies of carts, open payments. Any number may run at once; a new version replaces them one after the other. */
export class WorkerService extends Construct {
  readonly service: ecs.FargateService;
  readonly task: ShopTask;

  constructor(scope: Construct, id: string, base: BaseStack) {
    super(scope, id);
    const { worker } = SIZES[base.settings.size];
    this.task = new ShopTask(this, 'Task', base, {
      name: 'worker',
      command: ['node', 'dist/src/worker.js'],
      cpu: worker.cpu,
      memoryMb: worker.memoryMb,
      stopSeconds: 60,
    });
    this.service = new ecs.FargateService(this, 'Service', {
      cluster: base.cluster,
      taskDefinition: this.task.definition,
      securityGroups: [base.network.groups.worker],
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      assignPublicIp: false,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { rollback: true },
    });
    const scaling = this.service.autoScaleTaskCount({
      minCapacity: worker.tasks,
      maxCapacity: worker.tasks * 3,
    });
    scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: CPU_PERCENT });
  }
}
