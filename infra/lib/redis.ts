import { Fn, RemovalPolicy } from 'aws-cdk-lib';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type Network, PORTS } from './network.ts';

/** What both stores are made with. */
export interface RedisProps {
  network: Network;
  /** The AUTH token. */
  password: ISecret;
  node: string;
  replicas: number;
}

interface Policy {
  description: string;
  maxmemoryPolicy: 'noeviction' | 'allkeys-lfu';
  /** 0 for none. */
  snapshotDays: number;
}

/** A replication group of Redis: one primary, `replicas` in other zones, TLS, a password, encrypted at rest. */
export class Redis extends Construct {
  readonly group: elasticache.CfnReplicationGroup;
  readonly nodes: number;

  constructor(scope: Construct, id: string, props: RedisProps, policy: Policy) {
    super(scope, id);
    this.nodes = props.replicas + 1;
    this.group = new elasticache.CfnReplicationGroup(this, 'Group', {
      replicationGroupDescription: policy.description,
      engine: 'redis',
      engineVersion: '7.1',
      cacheNodeType: props.node,
      cacheParameterGroupName: this.parameters(policy).ref,
      cacheSubnetGroupName: this.subnets(props.network).ref,
      securityGroupIds: [props.network.groups.redis.securityGroupId],
      port: PORTS.redis,
      numCacheClusters: this.nodes,
      multiAzEnabled: this.nodes > 1,
      automaticFailoverEnabled: this.nodes > 1,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      atRestEncryptionEnabled: true,
      // A reference that CloudFormation resolves: the template holds no password.
      authToken: props.password.secretValue.unsafeUnwrap(),
      autoMinorVersionUpgrade: true,
      preferredMaintenanceWindow: 'sun:03:00-sun:04:00',
      ...(policy.snapshotDays > 0 && {
        snapshotRetentionLimit: policy.snapshotDays,
        snapshotWindow: '01:00-02:00',
      }),
      logDeliveryConfigurations: [this.slowLog()],
    });
    // What a stack loses by mistake is somebody's cart.
    this.group.applyRemovalPolicy(policy.snapshotDays > 0 ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY);
  }

  /** Follows the primary: `host:port`. */
  get endpoint(): string {
    return `${this.group.attrPrimaryEndPointAddress}:${this.group.attrPrimaryEndPointPort}`;
  }

  /** Names of the nodes, by which CloudWatch counts. */
  get nodeIds(): string[] {
    return Array.from({ length: this.nodes }, (_, index) =>
      Fn.join('', [this.group.ref, `-${String(index + 1).padStart(3, '0')}`]),
    );
  }

  private parameters({ description, maxmemoryPolicy }: Policy): elasticache.CfnParameterGroup {
    return new elasticache.CfnParameterGroup(this, 'Parameters', {
      cacheParameterGroupFamily: 'redis7',
      description,
      properties: { 'maxmemory-policy': maxmemoryPolicy },
    });
  }

  private subnets({ vpc }: Network): elasticache.CfnSubnetGroup {
    return new elasticache.CfnSubnetGroup(this, 'Subnets', {
      description: 'the isolated part of each zone',
      subnetIds: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
    });
  }

  private slowLog(): elasticache.CfnReplicationGroup.LogDeliveryConfigurationRequestProperty {
    const group = new logs.LogGroup(this, 'SlowLog', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return {
      destinationType: 'cloudwatch-logs',
      destinationDetails: { cloudWatchLogsDetails: { logGroup: group.logGroupName } },
      logFormat: 'json',
      logType: 'slow-log',
    };
  }
}
