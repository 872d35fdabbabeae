import type { OwnServer } from '../../scripts/servers/own-server.js';
import { FaultProxy } from '../../scripts/rig/fault-proxy.js';
import { OwnRedis } from './own-redis.js';

/** A Redis of the test's own behind a link that can break: what a process sees of it is the proxy's address. */
export class FailingRedis {
  private constructor(
    readonly server: OwnRedis,
    readonly link: FaultProxy,
  ) {}

  static async start(settings?: Parameters<typeof OwnRedis.start>[0]): Promise<FailingRedis> {
    const server = await OwnRedis.start(settings);
    return new FailingRedis(server, await FaultProxy.before(server.url));
  }

  get url(): string {
    return this.link.url;
  }

  async close(): Promise<void> {
    await this.link.close();
    await this.server.close();
  }
}

/** Whatever can be killed and frozen, Redis or MySQL, and the link to it. */
export interface Failing {
  server: OwnServer;
  link: FaultProxy;
}

export interface Outage {
  begin(failing: Failing): Promise<void>;
  /** Resolves when the server answers again. */
  end(failing: Failing): Promise<void>;
}

/** Killed with all it held, as nothing is on its disk. */
export const killed: Outage = {
  begin: async ({ server, link }) => {
    await server.kill();
    await link.refuse();
  },
  end: async ({ server, link }) => {
    await server.restart();
    await link.pass();
  },
};

export const frozen: Outage = {
  begin: ({ server }) => server.freeze(),
  end: async ({ server }) => server.thaw(),
};

export const slowBy = (ms: number): Outage => ({
  begin: ({ link }) => link.delay(ms),
  end: ({ link }) => link.pass(),
});

export const blackholed: Outage = {
  begin: ({ link }) => link.blackhole(),
  end: ({ link }) => link.pass(),
};

export const resetEvery = (ms: number): Outage => ({
  begin: async ({ link }) => {
    link.reset();
    await link.resetEvery(ms);
  },
  end: ({ link }) => link.pass(),
});

/** The server has forgotten its connections, and no one told the clients; it would answer new ones. */
export const halfOpen: Outage = {
  begin: async ({ link }) => link.halfOpen(),
  end: async () => undefined,
};
