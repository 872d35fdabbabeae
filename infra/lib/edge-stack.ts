import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { Firewall } from './firewall.ts';
import type { Settings } from './settings.ts';

/** What CloudFront takes from us-east-1 only: the certificate that shoppers see, and its firewall. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { settings: Settings }) {
    super(scope, id, props);
    const { domain, zoneId: hostedZoneId, zoneName } = props.settings;
    const zone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName });
    const certificate = new acm.Certificate(this, 'Certificate', {
      domainName: domain,
      validation: acm.CertificateValidation.fromDns(zone),
    });
    const firewall = new Firewall(this, 'Firewall', 'CLOUDFRONT');
    new CfnOutput(this, 'EdgeCertificate', { value: certificate.certificateArn });
    new CfnOutput(this, 'EdgeFirewall', { value: firewall.acl.attrArn });
  }
}
