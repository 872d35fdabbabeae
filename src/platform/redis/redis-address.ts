import { existsSync } from 'node:fs';

/** One address a client can dial. */
export interface RedisNode {
  host: string;
  port: number;
}

interface Credentials {
  username?: string;
  password?: string;
}

/** What REDIS_URL and CACHE_REDIS_URL say: where a Redis is, and how to get in. */
export interface RedisAddress {
  topology: 'single' | 'cluster' | 'sentinel';
  /** The endpoint; or nodes of the cluster to ask for the others; or the Sentinels. Never empty. */
  nodes: RedisNode[];
  isEncrypted: boolean;
  /** PEM file of the only authorities to trust; without it those of Node (and NODE_EXTRA_CA_CERTS). */
  caFile?: string;
  /** For the Redis nodes; the Sentinels have their own. */
  credentials: Credentials;
  sentinelCredentials: Credentials;
  /** Name under which the Sentinels watch the primary; empty without Sentinels. */
  masterName: string;
  database: number;
}

/** The message is what was expected, ready to stand behind the name of the setting. It never holds a password. */
export class RedisAddressError extends Error {}

const FORM =
  /^(?<scheme>rediss?)(?:\+(?<mode>cluster|sentinel))?:\/\/(?:(?<who>[^@/]*)@)?(?<hosts>[^@/?#]+)(?:\/(?<path>[^?#]*))?(?:\?(?<query>[^#]*))?$/;
const NODE = /^(?:\[(?<ipv6>[0-9a-f:.]+)\]|(?<name>[^\s:[\]]+))(?::(?<port>\d{1,5}))?$/i;
const PORTS = { redis: 6379, sentinel: 26_379 };
const OPTIONS = ['ca', 'sentinel-user', 'sentinel-password'];
const FORMS =
  'expected an address that starts with redis:// (one endpoint: host:port), redis+cluster:// (a:port,b:port) or ' +
  'redis+sentinel:// (a:port,b:port/master-name); rediss, rediss+cluster, rediss+sentinel for TLS';

/**
 * Reads `redis://user:password@host:6379/0`, `redis+cluster://a,b`, `redis+sentinel://a,b/master-name` and the same
 * with `rediss` for TLS. Options: `?ca=FILE` (TLS), `?sentinel-user=` and `?sentinel-password=`. User and password are
 * percent-encoded. Errors: RedisAddressError.
 */
export function parseRedisAddress(text: string): RedisAddress {
  const { scheme, mode = 'single', who, hosts = '', path = '', query } = FORM.exec(text)?.groups ?? {};
  if (!scheme) throw new RedisAddressError(FORMS);
  const topology = mode as RedisAddress['topology'];
  const isEncrypted = scheme === 'rediss';
  const options = readOptions(new URLSearchParams(query), topology, isEncrypted);
  return {
    topology,
    isEncrypted,
    ...options,
    nodes: readNodes(hosts, topology),
    credentials: readCredentials(who),
    masterName: topology === 'sentinel' ? readMasterName(path) : '',
    database: topology === 'sentinel' ? 0 : readDatabase(path, topology),
  };
}

/** Whether two settings name a node in common, whatever database or user they name with it. */
export function isSameServer(first: string | undefined, second: string | undefined): boolean {
  if (first === undefined || second === undefined) return false;
  const nodesOf = (text: string) => parseRedisAddress(text).nodes.map(({ host, port }) => `${host}:${port}`);
  const others = nodesOf(second);
  return nodesOf(first).some((node) => others.includes(node));
}

function readNodes(text: string, topology: RedisAddress['topology']): RedisNode[] {
  const nodes = text.split(',').map((node) => readNode(node, topology));
  if (topology === 'single' && nodes.length > 1)
    throw new RedisAddressError(
      'expected one host after redis://; several need redis+cluster:// or redis+sentinel://',
    );
  return nodes;
}

function readNode(text: string, topology: RedisAddress['topology']): RedisNode {
  const { ipv6, name, port } = NODE.exec(text)?.groups ?? {};
  const host = ipv6 ?? name;
  const number = Number(port ?? (topology === 'sentinel' ? PORTS.sentinel : PORTS.redis));
  if (!host || number < 1 || number > 65_535)
    throw new RedisAddressError('expected host or host:port, several separated by commas without spaces');
  return { host, port: number };
}

function readCredentials(who = ''): Credentials {
  const [user = '', ...rest] = who.split(':');
  return given(decode(user), decode(rest.join(':')));
}

const given = (username: string | null, password: string | null): Credentials => ({
  ...(username && { username }),
  ...(password && { password }),
});

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RedisAddressError('expected user and password percent-encoded (% itself is %25)');
  }
}

function readMasterName(path: string): string {
  const name = decode(path);
  if (name === '' || name.includes('/'))
    throw new RedisAddressError(
      'expected the name of the master behind the Sentinels: redis+sentinel://a,b/master-name',
    );
  return name;
}

function readDatabase(path: string, topology: RedisAddress['topology']): number {
  if (topology === 'cluster' && !['', '0'].includes(path))
    throw new RedisAddressError('expected nothing behind the nodes: a cluster has no numbered databases');
  if (!/^\d{0,5}$/.test(path))
    throw new RedisAddressError('expected nothing or the number of a database behind the host');
  return Number(path);
}

function readOptions(
  options: URLSearchParams,
  topology: RedisAddress['topology'],
  isEncrypted: boolean,
): Pick<RedisAddress, 'caFile' | 'sentinelCredentials'> {
  const unknown = [...options.keys()].find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined)
    throw new RedisAddressError(`expected no option but ${OPTIONS.join(', ')} behind the question mark`);
  if (topology !== 'sentinel' && [...options.keys()].some((name) => name.startsWith('sentinel-')))
    throw new RedisAddressError(
      'expected the options sentinel-user and sentinel-password only with Sentinels',
    );
  const caFile = options.get('ca');
  if (caFile !== null && !(isEncrypted && existsSync(caFile)))
    throw new RedisAddressError('expected ?ca= to name an existing file, and only with TLS (rediss)');
  return {
    ...(caFile && { caFile }),
    sentinelCredentials: given(options.get('sentinel-user'), options.get('sentinel-password')),
  };
}
