import { fileURLToPath } from 'node:url';

/** The settings that say where sessions live, unless it is Redis. */
interface StoreSettings {
  SESSION_STORE: 'redis' | 'memcached' | 'dynamodb' | 'mysql' | 'file' | 'cookie' | 'memory';
  SESSION_STORE_URL?: string | undefined;
}

const NODE = /^[A-Za-z0-9.-]+(:\d{1,5})?$/;
const TABLE = /^[A-Za-z0-9_.-]{3,255}$/;

/** `memcached://a:11211,b:11211`, or `memcacheds://` for TLS; the port is 11211 when none is given. Null when it is none. */
export function memcachedAddress(url: string): { nodes: string[]; tls: boolean } | null {
  const match = /^memcached(s?):\/\/([^/]+)\/?$/.exec(url);
  const names = match?.[2]?.split(',') ?? [];
  const nodes = names.map((name) => (name.includes(':') ? name : `${name}:11211`));
  const isFine = nodes.length > 0 && names.every((name) => NODE.test(name));
  return isFine && new Set(nodes).size === nodes.length ? { nodes, tls: match?.[1] === 's' } : null;
}

/** `dynamodb://table?region=eu-central-1&endpoint=http://127.0.0.1:4567`; both options may be left out. Null when it is none. */
export function dynamodbAddress(
  url: string,
): { table: string; region?: string | undefined; endpoint?: string | undefined } | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, searchParams } = new URL(url);
  const [region, endpoint] = [searchParams.get('region'), searchParams.get('endpoint')];
  const isFine = protocol === 'dynamodb:' && TABLE.test(hostname);
  if (!isFine || (endpoint !== null && !/^https?:\/\//.test(endpoint))) return null;
  return { table: hostname, region: region ?? undefined, endpoint: endpoint ?? undefined };
}

/** `file:///mnt/shared/values`. Null when it is none. */
export function fileFolder(url: string): string | null {
  return /^file:\/\/\/./.test(url) && URL.canParse(url) ? fileURLToPath(url) : null;
}

const isMysql = (url: string) => URL.canParse(url) && /^(mysql|mariadb):\/\//.test(url);

const EXPECTED = {
  memcached: 'expected nodes such as memcached://a:11211,b:11211',
  dynamodb: 'expected a table such as dynamodb://sessions?region=eu-central-1',
  file: 'expected the whole path of a folder, such as file:///mnt/shared/values',
  mysql: 'expected an address that starts with mysql:// or mariadb://',
};

/** What is wrong with SESSION_STORE_URL for the store that was chosen; one line, or none. */
export function storeAddressProblems({
  SESSION_STORE: store,
  SESSION_STORE_URL: url,
}: StoreSettings): string[] {
  if (store === 'redis' || store === 'cookie' || store === 'memory')
    return url === undefined ? [] : [`SESSION_STORE_URL: SESSION_STORE=${store} takes none; leave it out`];
  if (url === undefined) return store === 'mysql' ? [] : [`SESSION_STORE_URL is missing: ${EXPECTED[store]}`];
  const checks = { memcached: memcachedAddress, dynamodb: dynamodbAddress, file: fileFolder, mysql: isMysql };
  return checks[store](url) ? [] : [`SESSION_STORE_URL: ${EXPECTED[store]}`];
}
