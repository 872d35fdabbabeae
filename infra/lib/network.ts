import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export const PORTS = { https: 443, smtps: 465, shop: 3000, mysql: 3307, redis: 6380 } as const;

const ANYWHERE = ec2.Peer.anyIpv4();

/** Who may talk to whom. A group has no rule but these: what is not written here does not get through. */
export interface Groups {
  loadBalancer: ec2.SecurityGroup;
  web: ec2.SecurityGroup;
  /** The worker, migrations and commands. */
  worker: ec2.SecurityGroup;
  /** Functions that change passwords. */
  rotation: ec2.SecurityGroup;
  database: ec2.SecurityGroup;
  redis: ec2.SecurityGroup;
}

interface NetworkProps {
  natGateways: number;
  logs: IBucket;
  /** The prefix list of CloudFront's own addresses. */
  cloudFront: ec2.IPeer;
}

/** Three zones, each with a public part (NAT only), a private one (processes) and an isolated one (MySQL, Redis). */
export class Network extends Construct {
  readonly vpc: ec2.Vpc;
  readonly groups: Groups;

  constructor(scope: Construct, id: string, { natGateways, logs, cloudFront }: NetworkProps) {
    super(scope, id);
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      maxAzs: 3,
      natGateways,
      subnetConfiguration: [
        { name: 'public', subnetType: ec2.SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
        { name: 'private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
        { name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ],
      gatewayEndpoints: { s3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
      flowLogs: { all: { destination: ec2.FlowLogDestination.toS3(logs, 'network') } },
    });
    this.groups = this.makeGroups();
    this.openWays(cloudFront);
  }

  private makeGroups(): Groups {
    const group = (id: string, description: string) =>
      new ec2.SecurityGroup(this, id, { vpc: this.vpc, description, allowAllOutbound: false });
    return {
      loadBalancer: group('LoadBalancer', 'load balancer, reached by CloudFront only'),
      web: group('Web', 'web processes'),
      worker: group('Worker', 'worker, migrations and commands'),
      rotation: group('Rotation', 'functions that change passwords'),
      database: group('Database', 'MySQL'),
      redis: group('Redis', 'Redis for sessions, Redis for the cache'),
    };
  }

  private openWays(cloudFront: ec2.IPeer): void {
    const { loadBalancer, web, worker, rotation, database, redis } = this.groups;
    loadBalancer.addIngressRule(cloudFront, ec2.Port.tcp(PORTS.https), 'CloudFront');
    this.way(loadBalancer, web, PORTS.shop, 'requests and health checks');
    for (const from of [web, worker, rotation]) {
      this.way(from, database, PORTS.mysql, 'MySQL');
      this.way(from, redis, PORTS.redis, 'Redis');
      from.addEgressRule(ANYWHERE, ec2.Port.tcp(PORTS.https), 'AWS, payment providers');
    }
    worker.addEgressRule(ANYWHERE, ec2.Port.tcp(PORTS.smtps), 'mails');
  }

  private way(from: ec2.SecurityGroup, to: ec2.SecurityGroup, port: number, what: string): void {
    from.addEgressRule(to, ec2.Port.tcp(port), what);
    to.addIngressRule(from, ec2.Port.tcp(port), what);
  }
}
