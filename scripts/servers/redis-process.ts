import { freePort, startProcess, type RunningProcess } from './processes.js';

/** One server program started with these options, in `folder`; resolves when it takes connections. */
export function launchRedis(
  port: number,
  folder: string,
  options: Record<string, string> = {},
): Promise<RunningProcess> {
  const all = { port: String(port), bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no', ...options };
  // An option may have several words (`user`, `replicaof`): each is an argument of its own.
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, ...value.split(' ')]);
  return startRedis(args, /Ready to accept connections|Server initialized[\s\S]*Ready/);
}

/** A Sentinel, whose configuration file it rewrites itself. */
export function launchSentinel(configFile: string): Promise<RunningProcess> {
  return startRedis([configFile, '--sentinel'], /\+monitor/);
}

function startRedis(args: string[], ready: RegExp): Promise<RunningProcess> {
  const file = process.env['CLOUDCART_REDIS_SERVER'] ?? '/usr/bin/redis-check-rdb';
  const argv0 = process.env['CLOUDCART_REDIS_ARGV0'] ?? 'redis-server';
  return startProcess({ file, argv0, args, ready });
}

/** Ports nobody listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
