import { onThisMachine, sections, serverLines } from '../../scripts/rig/haproxy-file.js';
import { Haproxy } from './haproxy.js';
import { until } from './until.js';

export type Version = 'a' | 'b';
/** Addresses of the web processes of each version, such as http://127.0.0.1:4000. */
type Processes = Record<Version, readonly string[]>;

/** What the containers are given, with addresses of this machine in place of names. */
function configuration(port: number, processes: Processes): string {
  const basis = sections('haproxy.cfg').filter((section) => /^(global|defaults)\b/.test(section));
  const servers = { a: serverLines('a', processes.a), b: serverLines('b', processes.b) };
  return onThisMachine([...basis, ...sections('haproxy-sticky.cfg')], servers).replace(
    'bind :8081',
    `bind 127.0.0.1:${port}`,
  );
}

/** The balancer of the compose profile `sticky`: a real HAProxy with its configuration. */
export class StickyBalancer {
  private constructor(private readonly haproxy: Haproxy) {}

  /** A process that does not listen yet is down until it does. */
  static async start(processes: Processes, canaryPercent = 0): Promise<StickyBalancer> {
    const env = { CANARY_PERCENT: `${canaryPercent}` };
    return new StickyBalancer(await Haproxy.start((port) => configuration(port, processes), env));
  }

  get url(): string {
    return this.haproxy.url;
  }

  /** Waits until the balancer has said that a process is up or down; `nth` counts from 1. */
  async hasNoticed(version: Version, nth: number, state: 'UP' | 'DOWN'): Promise<void> {
    const said = `version-${version}/${version}-${nth} is ${state}`;
    await until(said, async () => this.haproxy.news.includes(said));
  }

  close(): Promise<void> {
    return this.haproxy.close();
  }
}
