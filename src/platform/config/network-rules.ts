import { parseRedisAddress, type RedisAddress } from '../redis/redis-address.js';
import { s3Address } from './media-address.js';
import { dynamodbAddress, memcachedAddress } from './store-address.js';

interface Addresses {
  DATABASE_URL: string;
  DATABASE_REPLICA_URLS?: string[] | undefined;
  REDIS_URL?: string | undefined;
  CACHE_REDIS_URL?: string | undefined;
  PUBLIC_URL?: string | undefined;
  SESSION_STORE_URL?: string | undefined;
  MEDIA_STORE?: string | undefined;
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1', '[::1]', ''];

const isRemote = (host: string): boolean => !LOOPBACK.includes(host);

const leadsAway = (url: string): boolean => isRemote(new URL(url).hostname);

function mysqlUsesTls(address: string): boolean {
  const options = new URL(address).searchParams;
  return options.has('ssl') || options.get('ssl-mode') === 'REQUIRED';
}

/** What to write instead, when sessions would cross the network in plain text. */
function tlsForStore(url: string): string | null {
  if (/^(mysql|mariadb):/.test(url))
    return leadsAway(url) && !mysqlUsesTls(url) ? '?ssl-mode=REQUIRED' : null;
  const memcached = memcachedAddress(url);
  if (memcached)
    return !memcached.tls && memcached.nodes.some((node) => leadsAway(`tcp://${node}`))
      ? 'memcacheds://'
      : null;
  return tlsForEndpoint(dynamodbAddress(url)?.endpoint);
}

const tlsForEndpoint = (endpoint = ''): string | null =>
  endpoint.startsWith('http:') && leadsAway(endpoint) ? 'an https endpoint' : null;

/** The settings that name a Redis on another host, with what they say. */
function remoteRedis(env: Addresses): [name: string, text: string, address: RedisAddress][] {
  const { REDIS_URL, CACHE_REDIS_URL } = env;
  return Object.entries({ REDIS_URL, CACHE_REDIS_URL })
    .flatMap(([name, text]): ReturnType<typeof remoteRedis> =>
      text ? [[name, text, parseRedisAddress(text)]] : [],
    )
    .filter(([, , address]) => address.nodes.some(({ host }) => isRemote(host)));
}

/** What production starts with, but says aloud: whoever reaches such a Redis reads every session in it. */
export const networkWarnings = (env: Addresses): string[] =>
  remoteRedis(env)
    .filter(([, , { credentials }]) => !credentials.password)
    .map(
      ([name]) =>
        `${name}: there is no password in it, so whoever reaches this Redis reads and changes what it holds; set one there (requirepass, an ACL user, an AUTH token) and write redis://user:password@host`,
    );

/**
 * What production refuses about the network: plain-text Redis, MySQL or session store on another host, a public address without https.
 * Source: ASVS 5.0 12.3.1 and 12.3.2; `ALLOW_INSECURE_NETWORK=1` switches these off.
 */
export function networkProblems(env: Addresses): string[] {
  const hint = ', or set ALLOW_INSECURE_NETWORK=1 when the network is private';
  const problems: string[] = [];
  for (const [name, text, address] of remoteRedis(env)) {
    if (!address.isEncrypted)
      problems.push(
        `${name}: production needs ${text.replace(/^redis(.*?):.*/s, 'rediss$1:')}// to reach another host${hint}`,
      );
  }
  const { DATABASE_URL, DATABASE_REPLICA_URLS = [] } = env;
  for (const [name, urls] of Object.entries({ DATABASE_URL: [DATABASE_URL], DATABASE_REPLICA_URLS }))
    if (urls.some((url) => leadsAway(url) && !mysqlUsesTls(url)))
      problems.push(`${name}: production needs ?ssl-mode=REQUIRED to reach another host${hint}`);
  const tls = tlsForStore(env.SESSION_STORE_URL ?? '');
  if (tls) problems.push(`SESSION_STORE_URL: production needs ${tls} to reach another host${hint}`);
  const tlsForMedia = tlsForEndpoint(s3Address(env.MEDIA_STORE ?? '')?.endpoint);
  if (tlsForMedia) problems.push(`MEDIA_STORE: production needs ${tlsForMedia} to reach another host${hint}`);
  if (env.PUBLIC_URL?.startsWith('http:'))
    problems.push(`PUBLIC_URL: production needs an https address${hint}`);
  return problems;
}
