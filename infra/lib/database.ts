import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secrets from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Size } from '../sizes.ts';
import { type Network, PORTS } from './network.ts';
import { ROTATION } from './secrets.ts';

const ENGINE = rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_8 });
export const DATABASE_NAME = 'cloudcart';
export const DATABASE_USER = 'cloudcart';
const REPLICA_REASON =
  'A replica is made of an encrypted primary and takes its encryption from it; it may not be said again.';
const STANDBY_REASON =
  'A replica needs no standby: while it is away its reads go to the primary (test/faults/read-replicas.test.ts).';

const NOT_KEPT_REASON =
  'A replica holds nothing of its own, and a smaller size has fewer of them: protected ones would stop that deploy.';

const PORT_REASON =
  'Its port is that of the primary, 3307. The rule wants to read the engine beside it, which a replica takes from its primary too.';

/** The role that measures the machine is made by the library, with Amazon's policy for just that. */
const explainMonitoring = (server: Construct): void =>
  Validations.of(server).acknowledge({
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]',
    reason:
      'It may write to the log group RDSOSMetrics and do nothing else; Amazon adds what new versions of RDS need.',
  });

/** What we want of MySQL beyond its defaults. */
const PARAMETERS = {
  require_secure_transport: '1',
  character_set_server: 'utf8mb4',
  time_zone: 'UTC',
  slow_query_log: '1',
  long_query_time: '0.5',
  log_output: 'FILE',
  // The shop sets its own for each connection (decision 0021); this is for whoever connects by hand.
  innodb_lock_wait_timeout: '10',
};

/** MySQL with a standby in another zone, read replicas, and two users: one that owns it, one that the shop is. */
export class Database extends Construct {
  readonly primary: rds.DatabaseInstance;
  readonly replicas: rds.DatabaseInstanceReadReplica[];
  /** JSON with `username` and `password`, of the owner. Migrations alone read it, to make the shop's user. */
  readonly owner: secrets.ISecret;
  /** The same, of the shop. Its name changes with each rotation between two. */
  readonly user: rds.DatabaseSecret;

  constructor(scope: Construct, id: string, network: Network, size: Size['database']) {
    super(scope, id);
    const parameterGroup = new rds.ParameterGroup(this, 'Parameters', {
      engine: ENGINE,
      parameters: PARAMETERS,
    });
    const common = {
      instanceType: new ec2.InstanceType(size.instance),
      vpc: network.vpc,
      subnetGroup: new rds.SubnetGroup(this, 'Subnets', {
        description: 'the isolated part of each zone',
        vpc: network.vpc,
        vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      }),
      securityGroups: [network.groups.database],
      port: PORTS.mysql,
      parameterGroup,
      caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
      cloudwatchLogsExports: ['error', 'slowquery'],
      enablePerformanceInsights: true,
      monitoringInterval: Duration.minutes(1),
      autoMinorVersionUpgrade: true,
      deletionProtection: true,
      publiclyAccessible: false,
      // Said of a replica too, which has as much room as its primary had when it was made, and else stays at that.
      storageType: rds.StorageType.GP3,
      maxAllocatedStorage: size.storageGb[1],
    };
    this.primary = new rds.DatabaseInstance(this, 'Primary', {
      ...common,
      engine: ENGINE,
      databaseName: DATABASE_NAME,
      credentials: rds.Credentials.fromGeneratedSecret('owner'),
      multiAz: true,
      storageEncrypted: true,
      allocatedStorage: size.storageGb[0],
      backupRetention: Duration.days(size.backupDays),
      preferredBackupWindow: '02:00-03:00',
      preferredMaintenanceWindow: 'sun:04:00-sun:05:00',
      copyTagsToSnapshot: true,
      removalPolicy: RemovalPolicy.SNAPSHOT,
    });
    explainMonitoring(this.primary);
    this.owner = this.primary.secret!;
    this.replicas = Array.from({ length: size.replicas }, (_, index) => this.replica(index + 1, common));
    this.user = new rds.DatabaseSecret(this, 'User', {
      username: DATABASE_USER,
      masterSecret: this.owner,
    });
    this.user.attach(this.primary);
    this.rotate(network);
  }

  private replica(
    number: number,
    common: Omit<rds.DatabaseInstanceReadReplicaProps, 'sourceDatabaseInstance'>,
  ) {
    const replica = new rds.DatabaseInstanceReadReplica(this, `Replica${number}`, {
      ...common,
      sourceDatabaseInstance: this.primary,
      deletionProtection: false,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(replica).acknowledge(
      { id: 'AwsSolutions-RDS2', reason: REPLICA_REASON },
      { id: 'AwsSolutions-RDS3', reason: STANDBY_REASON },
      { id: 'AwsSolutions-RDS10', reason: NOT_KEPT_REASON },
      { id: 'AwsSolutions-RDS11', reason: PORT_REASON },
    );
    explainMonitoring(replica);
    return replica;
  }

  /**
   * The shop takes turns between two users: the password that its processes know goes on until the next rotation, and they
   * have started anew long before.
   */
  private rotate({ vpc, groups }: Network): void {
    const place = {
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [groups.rotation],
    };
    this.owner.addRotationSchedule('Rotation', {
      automaticallyAfter: ROTATION,
      hostedRotation: secrets.HostedRotation.mysqlSingleUser(place),
    });
    this.user.addRotationSchedule('Rotation', {
      automaticallyAfter: ROTATION,
      // The shop's user is made by the first migration, which comes after this.
      rotateImmediatelyOnUpdate: false,
      hostedRotation: secrets.HostedRotation.mysqlMultiUser({ ...place, masterSecret: this.owner }),
    });
  }
}
