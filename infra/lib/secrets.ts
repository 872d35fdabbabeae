import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as secrets from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** How often a password changes. Processes start anew each week (restarts.ts), so nobody holds one that has ended. */
export const ROTATION = Duration.days(30);

/**
 * What nobody may read but the processes that need it. Each is a secret of its own, so that a role can be given one and not the
 * others. None is written in a template: Secrets Manager makes them up, or the deploy command or you put them in.
 */
export class Secrets extends Construct {
  /** `SESSION_SECRETS`: the first signs, all verify. */
  readonly sessions: secrets.Secret;
  readonly redis: secrets.Secret;
  readonly cacheRedis: secrets.Secret;
  /** `SMTP_URL`, written by the deploy command. */
  readonly smtp: secrets.Secret;
  /** Keys of payment providers as JSON, written by you; empty texts are settings that are not set. */
  readonly payments: secrets.Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.sessions = this.made('Sessions', 'sign the cookies of sessions');
    this.redis = this.made('Redis', 'AUTH token of the session store');
    this.cacheRedis = this.made('CacheRedis', 'AUTH token of the cache');
    this.smtp = this.made('Smtp', 'SMTP_URL; the deploy command writes it');
    this.payments = this.made('Payments', 'keys of payment providers', {
      secretStringTemplate: JSON.stringify(Object.fromEntries(PAYMENT_KEYS.map((name) => [name, '']))),
      generateStringKey: 'unused',
    });
    this.explain();
  }

  private explain(): void {
    const byHand = 'changes when somebody says so, by one command (docs/deploy-aws.md):';
    Validations.of(this.smtp).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: `${byHand} SES makes its SMTP password of the key of a user, of which there are two at a time.`,
    });
    Validations.of(this.payments).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: `${byHand} these keys are made by Stripe and Mollie, who have no way to make a new one without a person.`,
    });
  }

  private made(
    id: string,
    description: string,
    more: Partial<secrets.SecretStringGenerator> = {},
  ): secrets.Secret {
    return new secrets.Secret(this, id, {
      description,
      // No punctuation: an AUTH token takes few kinds of it.
      generateSecretString: { passwordLength: 64, excludePunctuation: true, ...more },
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

/** Settings of the shop that the secret `payments` holds. */
export const PAYMENT_KEYS = [
  'STRIPE_SECRET_KEY',
  'STRIPE_PUBLISHABLE_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'MOLLIE_API_KEY',
] as const;
