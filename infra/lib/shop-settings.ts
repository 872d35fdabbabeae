import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Stack } from 'aws-cdk-lib';
import type { BaseStack } from './base-stack.ts';
import { DATABASE_NAME } from './database.ts';
import { PORTS } from './network.ts';
import { PAYMENT_KEYS } from './secrets.ts';

/** CloudFront and the load balancer stand in front and say who is asking. */
export const PROXY_HOPS = 2;

/** Seconds for which a stopping process goes on serving, until the load balancer has noticed. */
export const DRAIN_SECONDS = 10;
/** What it may then take to finish what is running (`FINISH_MS` of src/platform/process/web-server.ts). */
export const FINISH_SECONDS = 20;

/** Folder of the bucket that has the name of the shop's addresses, so that CloudFront can read it without the shop. */
export const MEDIA_FOLDER = 'media';

/** A value in Secrets Manager: the whole text of a secret, or one field of its JSON. */
export interface Hidden {
  secret: ISecret;
  field?: string;
}

const address = ({ endpoint }: { endpoint: { socketAddress: string } }): string => endpoint.socketAddress;

/** What anybody may know. `docker/aws-entrypoint.sh` makes the addresses with passwords of hosts and secrets. */
export function openSettings(base: BaseStack): Record<string, string> {
  const { database, sessionRedis, cacheRedis, mail, media, settings } = base;
  const region = Stack.of(base).region;
  return {
    NODE_ENV: 'production',
    HOST: '0.0.0.0',
    PORT: String(PORTS.shop),
    PUBLIC_URL: `https://${settings.domain}`,
    TRUST_PROXY_HOPS: String(PROXY_HOPS),
    DRAIN_SECONDS: String(DRAIN_SECONDS),
    METRICS_PORT: '9464',
    DATABASE_NAME,
    DATABASE_HOST: address({ endpoint: database.primary.instanceEndpoint }),
    DATABASE_REPLICA_HOSTS: database.replicas
      .map(({ instanceEndpoint }) => address({ endpoint: instanceEndpoint }))
      .join(','),
    REDIS_HOST: sessionRedis.endpoint,
    CACHE_REDIS_HOST: cacheRedis.endpoint,
    MEDIA_STORE: `s3://${media.bucketName}/${MEDIA_FOLDER}?region=${region}`,
    MAIL_FROM: mail.from,
    CURRENCY: settings.currency,
    SHOP_COUNTRY: settings.country,
    SHOP_TIME_ZONE: settings.timeZone,
    TEST_CARD_GATEWAY: 'off',
  };
}

/** What only the processes may know. */
export function hiddenSettings({ database, secrets }: BaseStack): Record<string, Hidden> {
  const payments = PAYMENT_KEYS.map((name) => [name, { secret: secrets.payments, field: name }] as const);
  return {
    DATABASE_USER: { secret: database.user, field: 'username' },
    DATABASE_PASSWORD: { secret: database.user, field: 'password' },
    REDIS_PASSWORD: { secret: secrets.redis },
    CACHE_REDIS_PASSWORD: { secret: secrets.cacheRedis },
    SESSION_SECRETS: { secret: secrets.sessions },
    SMTP_URL: { secret: secrets.smtp },
    ...Object.fromEntries(payments),
  };
}

/** The same for ECS, which reads them at each start of a task. */
export const ecsSecrets = (hidden: Record<string, Hidden>): Record<string, ecs.Secret> =>
  Object.fromEntries(
    Object.entries(hidden).map(([name, { secret, field }]) => [
      name,
      ecs.Secret.fromSecretsManager(secret, field),
    ]),
  );
