import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { BlueGreen } from './blue-green.ts';
import type { WebService } from './web-service.ts';
import type { WorkerService } from './worker-service.ts';

const SERVICES = 'arn:aws:scheduler:::aws-sdk';

/** Sunday nights, four times at least between two rotations: processes read passwords at their start only. */
const WEB_AT = 'cron(30 5 ? * SUN *)';
const WORKER_AT = 'cron(0 6 ? * SUN *)';

/** Starts all processes anew each week, so that none goes on with a password that has ended. */
export class Restarts extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { web, worker, deploys }: { web?: WebService; worker: WorkerService; deploys?: BlueGreen },
  ) {
    super(scope, id);
    if (web && deploys) this.webByDeploy(web, deploys);
    const { service } = worker;
    this.every('Worker', WORKER_AT, `${SERVICES}:ecs:updateService`, {
      input: { Cluster: service.cluster.clusterName, Service: service.serviceName, ForceNewDeployment: true },
      allowed: [{ actions: ['ecs:UpdateService'], resources: [service.serviceArn] }],
    });
  }

  /** Of a service whose versions come by CodeDeploy, new tasks do too. */
  private webByDeploy(web: WebService, { group }: BlueGreen): void {
    const { application, deploymentGroupName, deploymentConfig } = group;
    this.every('Web', WEB_AT, `${SERVICES}:codedeploy:createDeployment`, {
      input: {
        ApplicationName: application.applicationName,
        DeploymentGroupName: deploymentGroupName,
        Revision: {
          RevisionType: 'AppSpecContent',
          AppSpecContent: { Content: BlueGreen.appSpec(web.task.definition.taskDefinitionArn) },
        },
      },
      allowed: [
        { actions: ['codedeploy:CreateDeployment'], resources: [group.deploymentGroupArn] },
        {
          actions: ['codedeploy:RegisterApplicationRevision', 'codedeploy:GetApplicationRevision'],
          resources: [application.applicationArn],
        },
        { actions: ['codedeploy:GetDeploymentConfig'], resources: [deploymentConfig.deploymentConfigArn] },
      ],
    });
  }

  private every(
    id: string,
    scheduleExpression: string,
    arn: string,
    { input, allowed }: { input: object; allowed: iam.PolicyStatementProps[] },
  ): void {
    const role = new iam.Role(this, `${id}Role`, {
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    for (const statement of allowed) role.addToPolicy(new iam.PolicyStatement(statement));
    const schedule = new scheduler.CfnSchedule(this, id, {
      scheduleExpression,
      flexibleTimeWindow: { mode: 'OFF' },
      target: { arn, roleArn: role.roleArn, input: Stack.of(this).toJsonString(input) },
    });
    schedule.node.addDependency(role);
  }
}
