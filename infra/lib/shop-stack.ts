import { CfnOutput, CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import type { BaseStack } from './base-stack.ts';
import { BlueGreen } from './blue-green.ts';
import { Dashboard } from './dashboard.ts';
import { Delivery } from './delivery.ts';
import { Ec2Web } from './ec2-web.ts';
import { LoadBalancer } from './load-balancer.ts';
import { Restarts } from './restarts.ts';
import { WebService } from './web-service.ts';
import { WorkerService } from './worker-service.ts';

interface Web {
  log: LogGroup;
  cpu: cloudwatch.IMetric;
  /** On Fargate only: what comes by CodeDeploy. */
  service?: WebService;
  green?: elb.ApplicationTargetGroup;
}

/** What runs: web, worker, and everything between them and a shopper. Deployed after the migrations of its version have run. */
export class ShopStack extends Stack {
  constructor(scope: Construct, id: string, { base, ...props }: StackProps & { base: BaseStack }) {
    super(scope, id, props);
    const isFargate = base.settings.variant === 'fargate';
    const targetType = isFargate ? elb.TargetType.IP : elb.TargetType.INSTANCE;
    const front = new LoadBalancer(this, 'LoadBalancer', base, targetType);
    const web = isFargate ? this.fargate(base, front) : this.ec2(base, front);
    const worker = new WorkerService(this, 'Worker', base);
    const alarms = new Alarms(this, 'Alarms', {
      base,
      front,
      worker,
      groups: [front.blue, ...(web.green ? [web.green] : [])],
      logs: { Web: web.log, Worker: worker.task.log },
    });
    new Dashboard(this, 'Dashboard', { base, front, alarms, cpu: web.cpu });
    const deploys = this.deploys(front, web, alarms);
    this.tell({ WorkerService: worker.service.serviceName });
    new Restarts(this, 'Restarts', { web: web.service, worker, deploys });
    this.deliver(base, front);
  }

  private fargate(base: BaseStack, front: LoadBalancer): Web {
    const service = new WebService(this, 'Web', base, front);
    const green = front.targets('Green', base, elb.TargetType.IP);
    return { service, green, log: service.task.log, cpu: service.service.metricCpuUtilization() };
  }

  private ec2(base: BaseStack, front: LoadBalancer): Web {
    const { group, log } = new Ec2Web(this, 'Web', base, front);
    const dimensionsMap = { AutoScalingGroupName: group.autoScalingGroupName };
    this.tell({ MachineGroup: group.autoScalingGroupName });
    const cpu = new cloudwatch.Metric({ namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensionsMap });
    return { log, cpu };
  }

  private deploys(front: LoadBalancer, { service, green }: Web, alarms: Alarms): BlueGreen | undefined {
    if (!service || !green) return undefined;
    const deploys = new BlueGreen(this, 'Deploys', { front, web: service, green, alarms: alarms.ofDeploys });
    const { application, deploymentGroupName } = deploys.group;
    this.tell({
      DeployApplication: application.applicationName,
      DeployGroup: deploymentGroupName,
      WebService: service.service.serviceName,
      DeploySpec: BlueGreen.appSpec(service.task.definition.taskDefinitionArn),
    });
    return deploys;
  }

  private deliver(base: BaseStack, front: LoadBalancer): void {
    const ofEdge = (name: string, description: string) =>
      new CfnParameter(this, name, { description, allowedPattern: '^arn:aws[a-z-]*:.*:us-east-1:.+$' })
        .valueAsString;
    const { distribution } = new Delivery(this, 'Delivery', base, {
      front,
      certificateArn: ofEdge('EdgeCertificate', 'certificate of the stack in us-east-1'),
      firewallArn: ofEdge('EdgeFirewall', 'firewall of the stack in us-east-1'),
    });
    this.tell({ Shop: `https://${base.settings.domain}`, Distribution: distribution.distributionDomainName });
  }

  private tell(outputs: Record<string, string>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
