import { parseRedisAddress } from '../redis/redis-address.js';

interface Addresses {
  DATABASE_URL: string;
  REDIS_URL: string;
  CACHE_REDIS_URL?: string | undefined;
  PUBLIC_URL?: string | undefined;
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1', '[::1]', ''];

const isRemote = (host: string): boolean => !LOOPBACK.includes(host);

function mysqlUsesTls(address: string): boolean {
  const options = new URL(address).searchParams;
  return options.has('ssl') || options.get('ssl-mode') === 'REQUIRED';
}

/**
 * What production refuses about the network: plain-text Redis or MySQL on another host, a public address without https.
 * Source: ASVS 5.0 12.3.1 and 12.3.2; `ALLOW_INSECURE_NETWORK=1` switches these off.
 */
export function networkProblems(env: Addresses): string[] {
  const hint = ', or set ALLOW_INSECURE_NETWORK=1 when the network is private';
  const problems: string[] = [];
  for (const name of ['REDIS_URL', 'CACHE_REDIS_URL'] as const) {
    const text = env[name];
    const address = text ? parseRedisAddress(text) : null;
    if (address && !address.isEncrypted && address.nodes.some(({ host }) => isRemote(host)))
      problems.push(
        `${name}: production needs ${text!.replace(/^redis(.*?):.*/s, 'rediss$1:')}// to reach another host${hint}`,
      );
  }
  if (isRemote(new URL(env.DATABASE_URL).hostname) && !mysqlUsesTls(env.DATABASE_URL))
    problems.push(`DATABASE_URL: production needs ?ssl-mode=REQUIRED to reach another host${hint}`);
  if (env.PUBLIC_URL?.startsWith('http:'))
    problems.push(`PUBLIC_URL: production needs an https address${hint}`);
  return problems;
}
