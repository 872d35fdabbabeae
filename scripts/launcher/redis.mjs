/** The private Redis-compatible servers: one for sessions and carts, one for the cache. */
import { join } from 'node:path';
import { makeFolder, writePrivate } from './data-folder.mjs';
import { converse } from './private-server.mjs';

/** Sessions and carts are kept through a restart and never evicted; the cache may forget. */
const KINDS = {
  sessions: ['appendonly yes', 'appendfsync everysec', 'maxmemory-policy noeviction', 'save ""'],
  cache: ['appendonly no', 'maxmemory 64mb', 'maxmemory-policy allkeys-lfu', 'save ""'],
};

const quoted = (path) => JSON.stringify(path);

/** `kind`: sessions or cache. */
export function redisSpec({ program, kind, folder, user, password }) {
  const conf = join(folder, 'redis.conf');
  const config = (port) => [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir ${quoted(folder)}`,
    `requirepass ${password}`,
    'databases 64',
    ...KINDS[kind],
  ];
  return {
    name: kind === 'cache' ? 'cache' : 'session store',
    folder,
    user,
    async prepare() {
      makeFolder(folder, 0o700, user);
    },
    command(port) {
      writePrivate(conf, `${config(port).join('\n')}\n`, user);
      return { file: program.file, argv0: program.argv0, args: [conf], env: program.env };
    },
    /** Version once it serves; '' while it does not answer or still reads its data. */
    async version(port) {
      const heard = await converse(port, `AUTH ${password}\r\nINFO server\r\nPING\r\nQUIT\r\n`, () => false);
      if (!heard.includes('+PONG')) return '';
      const [, valkey] = /valkey_version:([\d.]+)/.exec(heard) ?? [];
      return valkey ? `Valkey ${valkey}` : `Redis ${/redis_version:([\d.]+)/.exec(heard)?.[1]}`;
    },
  };
}
