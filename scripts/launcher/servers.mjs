/** Opens the private servers that the settings leave open, and says how to reach them. */
import { join } from 'node:path';
import { secretsOf, serverUser, serversFolder } from './data-folder.mjs';
import { mysqlSpec } from './mysql.mjs';
import { closeServer, openServer } from './private-server.mjs';
import { ensurePrograms } from './programs.mjs';
import { redisSpec } from './redis.mjs';

const OTHERWISE = `Or name servers of your own:
  DATABASE_URL=mysql://user:password@host/database REDIS_URL=redis://host npm start`;

export const SERVER_FOLDERS = ['mysql', 'sessions', 'cache'];

/** Ends the private servers of `dataDir` that somebody left running. */
export async function closeLeftServers(dataDir) {
  for (const name of SERVER_FOLDERS) await closeServer(join(serversFolder(dataDir, serverUser()), name));
}

function specsFor({ dataDir, programs, wants, mysql }) {
  const user = serverUser();
  const servers = serversFolder(dataDir, user);
  const secrets = secretsOf(dataDir);
  const place = (name) => ({ folder: join(servers, name), user });
  const redis = (kind) =>
    redisSpec({ ...place(kind), program: programs.redis, kind, password: secrets.redis });
  const mysqlUrl = (port) => `mysql://cloudcart:${secrets.mysql}@127.0.0.1:${port}/cloudcart`;
  const redisUrl = (port) => `redis://:${secrets.redis}@127.0.0.1:${port}`;
  return [
    wants.mysql && {
      setting: 'DATABASE_URL',
      url: mysqlUrl,
      spec: mysqlSpec({ ...place('mysql'), program: programs.mysql, secrets, ...mysql }),
    },
    wants.redis && { setting: 'REDIS_URL', url: redisUrl, spec: redis('sessions') },
    wants.redis && wants.cache && { setting: 'CACHE_REDIS_URL', url: redisUrl, spec: redis('cache') },
  ].filter(Boolean);
}

/**
 * `wants`: which servers (mysql, redis, cache) to open; `mysql`: more for its spec; `programsDir`: data folder with
 * unpacked programs; `otherwise`: what else a person can do when a program is missing.
 * Returns { programs, settings (environment to add), opened }.
 * When one does not start, those already open are closed again.
 */
export async function openServers({ dataDir, programsDir = dataDir, wants, mysql = {}, otherwise }) {
  const names = ['mysql', 'redis'].filter((name) => wants[name]);
  if (names.length === 0) return { programs: {}, settings: {}, opened: [] };
  const programs = await ensurePrograms(names, { programsDir, otherwise });
  const settings = {};
  const opened = [];
  for (const { setting, url, spec } of specsFor({ dataDir, programs, wants, mysql })) {
    const server = await openServer(spec).catch(async (error) => {
      await closeAll(opened);
      throw error;
    });
    opened.push(server);
    settings[setting] = url(server.port);
  }
  return { programs, settings, opened };
}

/** The servers that `npm start` needs: private ones where DATABASE_URL or REDIS_URL are not set. */
export function openShopServers(dataDir) {
  const { DATABASE_URL, REDIS_URL, CACHE_REDIS_URL } = process.env;
  const wants = { mysql: !DATABASE_URL, redis: !REDIS_URL, cache: !CACHE_REDIS_URL };
  return openServers({ dataDir, wants, otherwise: OTHERWISE });
}

export const closeAll = (servers) => Promise.all(servers.map((server) => server.close()));

/** One line about the servers, such as "MariaDB 10.11.19 on port 41234". */
export const describeServers = (opened) =>
  opened
    .map((server) => `${server.version} on port ${server.port}${server.wasRunning ? ' (was running)' : ''}`)
    .join(', ');

/** For a command that shared the servers: closes those it has opened itself, lets go of the others. */
export function leaveRunning(servers) {
  for (const server of servers.filter((one) => one.wasRunning)) server.endWatch();
  return closeAll(servers.filter((one) => !one.wasRunning));
}
