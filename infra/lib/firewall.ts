import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

type Rule = Omit<wafv2.CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>;

/** Requests of one address within five minutes; the whole of an office may stand behind one. */
export const MOST_REQUESTS = 5000;
/** The same for what is tried by guessing: passwords, codes, cards. */
export const MOST_TRIES = 300;

const visible = (metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

/** Rules that Amazon keeps up to date; those named in `counted` are watched only. */
const managed = (name: string, counted: string[] = []): Rule => ({
  name,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ...(counted.length > 0 && {
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      }),
    },
  },
});

const perAddress = (
  name: string,
  limit: number,
  scopeDownStatement?: wafv2.CfnWebACL.StatementProperty,
): Rule => ({
  name,
  action: { block: {} },
  statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit, scopeDownStatement } },
});

const GUESSED = '^(/[a-z]{2}(-[a-z]{2})?)?/(account|checkout)(/|$)';

const changesBelow = (regexString: string): wafv2.CfnWebACL.StatementProperty => ({
  andStatement: {
    statements: [
      {
        byteMatchStatement: {
          fieldToMatch: { method: {} },
          positionalConstraint: 'EXACTLY',
          searchString: 'POST',
          textTransformations: [{ priority: 0, type: 'NONE' }],
        },
      },
      {
        regexMatchStatement: {
          fieldToMatch: { uriPath: {} },
          regexString,
          textTransformations: [{ priority: 0, type: 'LOWERCASE' }],
        },
      },
    ],
  },
});

/** Who asks: at the edge, where the address of the other side cannot be made up. */
const WHO: Rule[] = [
  managed('AWSManagedRulesAmazonIpReputationList'),
  perAddress('tries', MOST_TRIES, changesBelow(GUESSED)),
  perAddress('requests', MOST_REQUESTS),
];

/**
 * What is asked: at the load balancer, for whatever no cache has answered. Bodies above 8 KB are not refused: a review or an event of a
 * payment provider may be longer, and the shop has limits of its own.
 */
const WHAT: Rule[] = [
  managed('AWSManagedRulesCommonRuleSet', ['SizeRestrictions_BODY']),
  managed('AWSManagedRulesKnownBadInputsRuleSet'),
  managed('AWSManagedRulesSQLiRuleSet'),
];

/** Of CloudFront (`CLOUDFRONT`, in us-east-1 only) or of the load balancer (`REGIONAL`); between them each rule is asked once. */
export class Firewall extends Construct {
  readonly acl: wafv2.CfnWebACL;

  constructor(scope: Construct, id: string, place: 'CLOUDFRONT' | 'REGIONAL') {
    super(scope, id);
    const rules = place === 'CLOUDFRONT' ? WHO : WHAT;
    this.acl = new wafv2.CfnWebACL(this, 'Acl', {
      scope: place,
      defaultAction: { allow: {} },
      visibilityConfig: visible('all'),
      rules: rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visible(rule.name) })),
    });
  }
}
