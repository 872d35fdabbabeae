import { ArnFormat, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { fileURLToPath } from 'node:url';
import type { Network } from './network.ts';
import type { Redis } from './redis.ts';
import { ROTATION } from './secrets.ts';

const CODE = fileURLToPath(new URL('../lambda', import.meta.url));

/** Has a secret changed each month by `lambda/rotate.mjs`: the AUTH token of `redis`, or without one what signs sessions. */
export class Rotation extends Construct {
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, props: { secret: Secret; network: Network; redis?: Redis }) {
    super(scope, id);
    const { secret, network, redis } = props;
    this.function = this.makeFunction(network, redis);
    secret.addRotationSchedule('Rotation', {
      rotationLambda: this.function,
      automaticallyAfter: ROTATION,
      rotateImmediatelyOnUpdate: false,
    });
    if (redis) this.allowNewToken(redis);
  }

  private makeFunction({ vpc, groups }: Network, redis: Redis | undefined): lambda.Function {
    const logGroup = new logs.LogGroup(this, 'Log', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new lambda.Function(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'rotate.handler',
      code: lambda.Code.fromAsset(CODE),
      role: this.role(logGroup),
      timeout: Duration.minutes(14),
      logGroup,
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [groups.rotation],
      environment: redis && {
        REDIS_GROUP: redis.group.ref,
        REDIS_HOST: redis.group.attrPrimaryEndPointAddress,
        REDIS_PORT: redis.group.attrPrimaryEndPointPort,
      },
    });
  }

  /** Written out: the managed policy for functions in a network would let it write to every log. */
  private role(logGroup: logs.LogGroup): iam.Role {
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: [
          'ec2:CreateNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSubnets',
          'ec2:DeleteNetworkInterface',
          'ec2:AssignPrivateIpAddresses',
          'ec2:UnassignPrivateIpAddresses',
        ],
        resources: ['*'],
      }),
    );
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'Lambda makes its network interfaces itself, by six actions that know no narrower resource beforehand; to have a password made up (which the library allows every rotation) knows none at all.',
    });
    return role;
  }

  private allowNewToken({ group }: Redis): void {
    const arn = Stack.of(this).formatArn({
      service: 'elasticache',
      resource: 'replicationgroup',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: group.ref,
    });
    this.function.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['elasticache:ModifyReplicationGroup', 'elasticache:DescribeReplicationGroups'],
        resources: [arn],
      }),
    );
  }
}
