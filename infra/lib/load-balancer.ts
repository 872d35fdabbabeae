import { Duration } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { BaseStack } from './base-stack.ts';
import { Firewall } from './firewall.ts';
import { PORTS } from './network.ts';
import { DRAIN_SECONDS, FINISH_SECONDS } from './shop-settings.ts';

/** Below the 70 s for which the shop keeps an idle connection open, so that no request meets a closed one. */
const IDLE = Duration.seconds(60);

/** Reached by CloudFront only: internal, TLS, a firewall in front, and no stickiness, since any process serves anybody. */
export class LoadBalancer extends Construct {
  readonly balancer: elb.ApplicationLoadBalancer;
  readonly listener: elb.ApplicationListener;
  readonly firewall: Firewall;
  /** The group that serves at first. */
  readonly blue: elb.ApplicationTargetGroup;

  constructor(scope: Construct, id: string, base: BaseStack, targetType: elb.TargetType) {
    super(scope, id);
    this.balancer = this.makeBalancer(base);
    this.firewall = new Firewall(this, 'Firewall', 'REGIONAL');
    new wafv2.CfnWebACLAssociation(this, 'FirewallAssociation', {
      resourceArn: this.balancer.loadBalancerArn,
      webAclArn: this.firewall.acl.attrArn,
    });
    this.blue = this.targets('Blue', base, targetType);
    this.listener = this.makeListener(base);
  }

  /** A group of web processes; a deploy fills the one that does not serve. */
  targets(id: string, { network }: BaseStack, targetType: elb.TargetType): elb.ApplicationTargetGroup {
    return new elb.ApplicationTargetGroup(this, id, {
      vpc: network.vpc,
      port: PORTS.shop,
      protocol: elb.ApplicationProtocol.HTTP,
      targetType,
      // As long as a stopping process may go on.
      deregistrationDelay: Duration.seconds(DRAIN_SECONDS + FINISH_SECONDS),
      healthCheck: {
        path: '/readyz',
        healthyHttpCodes: '200',
        interval: Duration.seconds(5),
        timeout: Duration.seconds(2),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 2,
      },
    });
  }

  private makeBalancer({ network, logs }: BaseStack): elb.ApplicationLoadBalancer {
    const balancer = new elb.ApplicationLoadBalancer(this, 'Balancer', {
      vpc: network.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      internetFacing: false,
      securityGroup: network.groups.loadBalancer,
      idleTimeout: IDLE,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: elb.DesyncMitigationMode.STRICTEST,
      deletionProtection: true,
    });
    // Written out: the method for it wants to know the region before the deploy.
    balancer.setAttribute('access_logs.s3.enabled', 'true');
    balancer.setAttribute('access_logs.s3.bucket', logs.bucketName);
    balancer.setAttribute('access_logs.s3.prefix', 'balancer');
    logs.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [logs.arnForObjects('balancer/AWSLogs/*')],
      }),
    );
    return balancer;
  }

  private makeListener({ zone, settings }: BaseStack): elb.ApplicationListener {
    const certificate = new acm.Certificate(this, 'Certificate', {
      domainName: settings.domain,
      validation: acm.CertificateValidation.fromDns(zone),
    });
    return this.balancer.addListener('Https', {
      port: PORTS.https,
      protocol: elb.ApplicationProtocol.HTTPS,
      certificates: [certificate],
      sslPolicy: elb.SslPolicy.RECOMMENDED_TLS,
      // CloudFront is let in by the network's rules, nobody else.
      open: false,
      defaultTargetGroups: [this.blue],
    });
  }
}
