import { join } from 'node:path';
import { z } from 'zod';
import { emailAddress } from '../../core/customers/email-address.js';
import { isCurrency } from '../../core/money/currency.js';
import { isMmdbFile } from '../places/mmdb-file.js';
import { PROJECT_ROOT } from './paths.js';
import { localesProblem, parseLocales } from '../language/locales.js';
import { DEFAULT_THEME, isTheme } from '../theme/theme.js';
import { parseRedisAddress } from '../redis/redis-address.js';
import { mollieProblems } from './mollie-settings.js';
import { s3Address } from './media-address.js';
import { networkProblems } from './network-rules.js';
import { storeAddressProblems } from './store-address.js';
import { stripeProblems } from './stripe-settings.js';

const DEVELOPMENT_SECRET = 'development-only-secret-0123456789abcdef';

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `expected an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });
/** Separated by commas. */
const list = <T extends z.ZodType<unknown, string>>(member: T) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(member));
const redisAddress = z.string().superRefine((text, context) => {
  try {
    parseRedisAddress(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});
const integer = (min: number, max: number) =>
  z.coerce
    .number({ error: `expected a whole number from ${min} to ${max}` })
    .int(`expected a whole number from ${min} to ${max}`)
    .min(min, `expected a whole number from ${min} to ${max}`)
    .max(max, `expected a whole number from ${min} to ${max}`);
const metricsPort = z
  .string()
  .refine((text) => text === 'off' || integer(0, 65_535).safeParse(text).success, {
    error: 'expected a whole number from 0 to 65535, or off',
  })
  .transform((text) => (text === 'off' ? text : Number(text)));
const secrets = z
  .string()
  .transform((text) => text.split(',').map((secret) => secret.trim()))
  .refine((list) => list.every((secret) => Buffer.byteLength(secret) >= 32), {
    error: 'expected one or more secrets of at least 32 bytes each, separated by commas',
  });

/** Says what begins it, never what was given. */
const providerKey = (beginning: string, pattern: RegExp) =>
  z.string().regex(pattern, `expected a key that starts with ${beginning}`).optional();

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: integer(0, 65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  METRICS_PORT: metricsPort.optional(),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  DATABASE_URL: url(['mysql:', 'mariadb:']),
  DATABASE_POOL_SIZE: integer(2, 200).default(20),
  DATABASE_REPLICA_URLS: list(url(['mysql:', 'mariadb:'])).optional(),
  DATABASE_REPLICA_MAX_LAG_SECONDS: integer(1, 10).default(1),
  /** Needed unless SESSION_STORE is another store; see `schemaFor`. */
  REDIS_URL: redisAddress.optional(),
  CACHE_REDIS_URL: redisAddress.optional(),
  SESSION_STORE: z
    .enum(['redis', 'memcached', 'dynamodb', 'mysql', 'file', 'cookie', 'memory'], {
      error: 'expected one of redis, memcached, dynamodb, mysql, file, cookie, memory',
    })
    .default('redis'),
  SESSION_STORE_URL: z.string().optional(),
  ALLOW_MEMORY_SESSIONS: z.enum(['0', '1']).default('0'),
  SESSION_SECRETS: secrets.default([DEVELOPMENT_SECRET]),
  SESSION_IDLE_MINUTES: integer(1, 60 * 24 * 365).default(60 * 24 * 14),
  SESSION_MAX_DAYS: integer(1, 365).default(90),
  CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'expected a currency code of three capital letters, such as USD')
    .refine(isCurrency, { error: 'expected a currency code of ISO 4217, such as USD' })
    .default('USD'),
  /** As `locales()` reads it. */
  LOCALES: z
    .string()
    .superRefine((text, context) => {
      const problem = localesProblem(parseLocales(text));
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    })
    .optional(),
  SHOP_TIME_ZONE: z
    .string()
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', {
      error: 'expected a time zone such as Europe/Berlin or UTC',
    })
    .default('UTC'),
  SHOP_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected a country code of two capital letters, such as US')
    .default('US'),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z.string().min(3).default('Larch & Lantern <shop@larch-and-lantern.example>'),
  CONTACT_EMAIL: z
    .string()
    .refine((text) => emailAddress(text) !== null, {
      error: 'expected an e-mail address such as hello@shop.example',
    })
    .optional(),
  MEDIA_DIR: z.string().default(join(PROJECT_ROOT, '.data', 'media')),
  MEDIA_STORE: z
    .string()
    .refine((text) => s3Address(text) !== null, {
      error: 'expected a bucket such as s3://bucket/folder?region=eu-central-1',
    })
    .optional(),
  MAIL_DIR: z.string().default(join(PROJECT_ROOT, '.data', 'mail')),
  GEOIP_DATABASE: z
    .string()
    .refine(isMmdbFile, { error: 'expected the path of a MaxMind database (.mmdb) that can be read' })
    .optional(),
  TRUST_PROXY_HOPS: integer(0, 10).default(0),
  INSTANCE_NAME: z.string().max(64).default(`web-${process.pid}`),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SERVER_TIMING: z.enum(['on', 'off']).default('on'),
  LIVE_STREAMS: integer(1, 1_000_000).default(10_000),
  /** Unset, traces are sent when there is an address to send them to. Other OTEL_ settings are OpenTelemetry's own. */
  TRACING: z.enum(['0', '1']).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http:', 'https:']).optional(),
  DRAIN_SECONDS: integer(0, 120).default(0),
  THEME: z
    .string()
    .refine(isTheme, {
      error: 'expected the name of a folder in themes/ with a theme.json, or its whole path',
    })
    .default(DEFAULT_THEME),
  RELOAD_VIEWS: z.enum(['0', '1']).default('0'),
  TEST_CARD_GATEWAY: z.enum(['on', 'off']).default('on'),
  STRIPE_SECRET_KEY: providerKey('sk_ or rk_', /^(sk|rk)_\w+$/),
  STRIPE_PUBLISHABLE_KEY: providerKey('pk_', /^pk_\w+$/),
  STRIPE_WEBHOOK_SECRET: providerKey('whsec_', /^whsec_\S+$/),
  STRIPE_API_URL: url(['http:', 'https:']).optional(),
  STRIPE_JS_URL: url(['http:', 'https:']).optional(),
  MOLLIE_API_KEY: providerKey('test_ or live_', /^(test|live)_\w+$/),
  MOLLIE_API_URL: url(['http:', 'https:']).optional(),
  ALLOW_INSECURE_NETWORK: z.enum(['0', '1']).default('0'),
});

const usesRedis = (source: NodeJS.ProcessEnv) => (source['SESSION_STORE'] ?? 'redis') === 'redis';

const schemaFor = (source: NodeJS.ProcessEnv) =>
  usesRedis(source) ? schema.required({ REDIS_URL: true }) : schema;

/** Without REDIS_URL, which only SESSION_STORE=redis needs, there is no shared cache and no live update. */
export type Env = z.infer<typeof schema> & {
  cacheRedisUrl: string | undefined;
  isHttps: boolean;
  contactEmail: string;
};

/** `shop@host` of `Name <shop@host>`. */
const addressIn = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();

/** Why the shop did not start, one line per setting, ready to print. */
export class SettingsError extends Error {}

function describeIssues(error: z.ZodError, source: NodeJS.ProcessEnv): string {
  const line = (issue: z.core.$ZodIssue) => {
    const name = String(issue.path[0]);
    return source[name] === undefined ? `${name} is missing: it is required` : `${name}: ${issue.message}`;
  };
  return [...new Set(error.issues.map(line))].join('\n');
}

/**
 * Reads and checks all settings (names and meaning: docs in the README, "Settings").
 * Errors: SettingsError whose message names every wrong setting and what was expected. Empty values count as unset.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schemaFor(given).safeParse(given);
  if (!result.success) throw new SettingsError(describeIssues(result.error, given));
  const env = result.data;
  const problems = [
    ...storeAddressProblems(env),
    ...stripeProblems(env),
    ...mollieProblems(env),
    ...(env.NODE_ENV === 'production' ? productionProblems(env) : []),
  ];
  if (problems.length > 0) throw new SettingsError(problems.join('\n'));
  return {
    ...env,
    cacheRedisUrl: env.CACHE_REDIS_URL ?? env.REDIS_URL,
    isHttps: env.PUBLIC_URL?.startsWith('https:') ?? false,
    contactEmail: env.CONTACT_EMAIL ?? addressIn(env.MAIL_FROM),
  };
}

function productionProblems(env: z.infer<typeof schema>): string[] {
  const problems = env.SESSION_SECRETS.includes(DEVELOPMENT_SECRET)
    ? ['SESSION_SECRETS: production needs secrets of its own; make one with `openssl rand -hex 32`']
    : [];
  if (env.SESSION_STORE === 'memory' && env.ALLOW_MEMORY_SESSIONS !== '1')
    problems.push(
      'SESSION_STORE: memory loses sessions and carts at each restart; ALLOW_MEMORY_SESSIONS=1 allows it',
    );
  if (env.ALLOW_INSECURE_NETWORK === '1') return problems;
  return [...problems, ...networkProblems(env)];
}

/** DI token of the checked settings. */
export const ENV = Symbol('ENV');
