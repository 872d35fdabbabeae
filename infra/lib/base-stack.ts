import { CfnOutput, CfnParameter, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { SIZES } from '../sizes.ts';
import { Backups } from './backups.ts';
import { logBucket, mediaBucket } from './buckets.ts';
import { CacheRedis } from './cache-redis.ts';
import { Database } from './database.ts';
import { Mail } from './mail.ts';
import { MigrationTask } from './migration-task.ts';
import { Network } from './network.ts';
import { Rotation } from './rotation.ts';
import { Secrets } from './secrets.ts';
import { SessionRedis } from './session-redis.ts';
import type { Settings } from './settings.ts';

/** What stays from one deploy to the next: network, stores, secrets, images, and the task that migrates. */
export class BaseStack extends Stack {
  readonly settings: Settings;
  readonly zone: route53.IPublicHostedZone;
  readonly logs: s3.Bucket;
  readonly media: s3.Bucket;
  readonly images: ecr.Repository;
  readonly network: Network;
  readonly secrets: Secrets;
  readonly database: Database;
  readonly sessionRedis: SessionRedis;
  readonly cacheRedis: CacheRedis;
  readonly rotations: Rotation[];
  readonly mail: Mail;
  readonly cluster: ecs.Cluster;
  readonly migration: MigrationTask;

  constructor(scope: Construct, id: string, props: StackProps & { settings: Settings }) {
    super(scope, id, props);
    this.settings = props.settings;
    const size = SIZES[this.settings.size];
    const { zoneId: hostedZoneId, zoneName } = this.settings;
    this.zone = route53.PublicHostedZone.fromPublicHostedZoneAttributes(this, 'Zone', {
      hostedZoneId,
      zoneName,
    });
    this.logs = logBucket(this, 'Logs');
    this.media = mediaBucket(this, 'Media', this.logs);
    this.images = this.repository();
    this.network = new Network(this, 'Network', {
      natGateways: size.natGateways,
      logs: this.logs,
      cloudFront: this.cloudFront(),
    });
    this.secrets = new Secrets(this, 'Secrets');
    this.database = new Database(this, 'Database', this.network, size.database);
    const redis = { network: this.network };
    this.sessionRedis = new SessionRedis(this, 'SessionRedis', {
      ...redis,
      ...size.sessionRedis,
      password: this.secrets.redis,
    });
    this.cacheRedis = new CacheRedis(this, 'CacheRedis', {
      ...redis,
      ...size.cacheRedis,
      password: this.secrets.cacheRedis,
    });
    this.rotations = this.rotate();
    this.mail = new Mail(this, 'Mail', this.zone);
    new Backups(this, 'Backups', this.database.primary);
    this.cluster = new ecs.Cluster(this, 'Cluster', {
      vpc: this.network.vpc,
      containerInsightsV2: ecs.ContainerInsights.ENABLED,
    });
    this.migration = new MigrationTask(this, 'Migration', this);
    this.tellTheDeployCommand();
  }

  /** Three, also where the region is not known before the deploy. */
  override get availabilityZones(): string[] {
    return [0, 1, 2].map((index) => Fn.select(index, Fn.getAzs()));
  }

  private cloudFront(): ec2.IPeer {
    const list = new CfnParameter(this, 'CloudFrontPrefixList', {
      description:
        'com.amazonaws.global.cloudfront.origin-facing of this region; the deploy command looks it up',
      allowedPattern: '^pl-[0-9a-f]{8,17}$',
    });
    return ec2.Peer.prefixList(list.valueAsString);
  }

  private repository(): ecr.Repository {
    return new ecr.Repository(this, 'Images', {
      imageScanOnPush: true,
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
      encryption: ecr.RepositoryEncryption.AES_256,
      lifecycleRules: [{ maxImageCount: 50 }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private rotate(): Rotation[] {
    const { network, secrets, sessionRedis, cacheRedis } = this;
    return [
      new Rotation(this, 'RotateRedis', { network, secret: secrets.redis, redis: sessionRedis }),
      new Rotation(this, 'RotateCacheRedis', { network, secret: secrets.cacheRedis, redis: cacheRedis }),
      new Rotation(this, 'RotateSessions', { network, secret: secrets.sessions }),
    ];
  }

  private tellTheDeployCommand(): void {
    const { vpc, groups } = this.network;
    const outputs: Record<string, string> = {
      ImagesUri: this.images.repositoryUri,
      ImagesName: this.images.repositoryName,
      ClusterName: this.cluster.clusterName,
      MigrationTask: this.migration.definition.taskDefinitionArn,
      MigrationLog: this.migration.log.logGroupName,
      PrivateSubnets: Fn.join(
        ',',
        vpc.privateSubnets.map(({ subnetId }) => subnetId),
      ),
      WorkerGroup: groups.worker.securityGroupId,
      MailUser: this.mail.user.userName,
      MailHost: Mail.host(this),
      SmtpSecret: this.secrets.smtp.secretArn,
      PaymentsSecret: this.secrets.payments.secretArn,
      MediaBucket: this.media.bucketName,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
