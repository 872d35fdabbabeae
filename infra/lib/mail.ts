import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IPublicHostedZone } from 'aws-cdk-lib/aws-route53';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

/** SES for the zone: signed by DKIM, bounces below `mail.`, and one user who may send mails of one address and nothing else. */
export class Mail extends Construct {
  readonly from: string;
  readonly user: iam.User;

  constructor(scope: Construct, id: string, zone: IPublicHostedZone) {
    super(scope, id);
    this.from = `shop@${zone.zoneName}`;
    const identity = new ses.EmailIdentity(this, 'Identity', {
      identity: ses.Identity.publicHostedZone(zone),
      mailFromDomain: `mail.${zone.zoneName}`,
    });
    this.user = new iam.User(this, 'User');
    const policy = new iam.Policy(this, 'Send', {
      users: [this.user],
      statements: [
        new iam.PolicyStatement({
          actions: ['ses:SendRawEmail'],
          resources: [identity.emailIdentityArn],
          conditions: { StringEquals: { 'ses:FromAddress': this.from } },
        }),
      ],
    });
    policy.node.addDependency(identity);
  }

  /** Where SES takes mails by SMTP. */
  static host(scope: Construct): string {
    return `email-smtp.${Stack.of(scope).region}.amazonaws.com`;
  }
}
