import { Balancer } from '../../rig/balancer.js';
import { appUrl, inStep } from '../../rig/replication.js';
import { prepareShop } from '../../bench/bench-shop.js';
import type { Provider } from '../people/ordering.js';
import { sessionRedis } from '../audits/session-redis.js';
import type { OwnMariadb } from '../../servers/own-mariadb.js';
import { prepareCatalogue, type Catalogue } from './catalogue.js';
import { directly } from './databases.js';
import { EventPost } from './event-post.js';
import { intentsOf } from './intents.js';
import type { OpenShop, Told } from './open-shop.js';
import { ShopProcess } from './shop-processes.js';
import { settingsOf, startStores, type Stores } from './stores.js';
import { WebInstance } from './web-instance.js';

const INSTANCES = 3;
const WORKERS = 2;
/** As in the compose file: two checks of the balancer, one second apart, and a reserve. */
const DRAIN_SECONDS = '4';
const COMMON = {
  NODE_ENV: 'test',
  HOST: '127.0.0.1',
  METRICS_PORT: 'off',
  LOG_LEVEL: 'warn',
  TRUST_PROXY_HOPS: '1',
  DRAIN_SECONDS,
  TEST_CARD_GATEWAY: 'off',
  SESSION_SECRETS: 'only-for-the-proof-0123456789abcdef0123456789',
  /** As in the image. */
  NODE_OPTIONS: '--max-semi-space-size=16',
};

/** A whole shop on this machine: balancer, web instances, workers, and all they lean on. */
export class Topology implements OpenShop {
  /** Takes changes; another one after a failover. */
  writer: OwnMariadb;

  private constructor(
    readonly stores: Stores,
    readonly instances: readonly WebInstance[],
    readonly workers: readonly ShopProcess[],
    readonly balancer: Balancer,
    readonly events: EventPost,
    readonly catalogue: Catalogue,
  ) {
    this.writer = stores.databases.primary;
  }

  /** `dist`: folder with the compiled code. `say`: hears what is being done. Errors: closes what it has opened. */
  static async start(dist: string, say: (line: string) => void): Promise<Topology> {
    say('starting MySQL with a replica, two Redis, a mail server, a provider of payments');
    const stores = await startStores();
    const started: Closable[] = [stores];
    try {
      say('migrating, loading the demo catalogue');
      const catalogue = await fill(stores, dist);
      say(`starting ${INSTANCES} web instances, ${WORKERS} workers, HAProxy`);
      const { instances, workers, balancer } = await startShop(dist, stores, started);
      const events = new EventPost(stores.payments.events, `${balancer.url}/webhooks/stripe`);
      return new Topology(stores, instances, workers, balancer, events, catalogue);
    } catch (error) {
      for (const one of started) await one.close();
      throw error;
    }
  }

  /** Address of the shop. */
  get url(): string {
    return this.balancer.url;
  }

  /** All of MySQL, whoever is the writer. */
  get databases(): OwnMariadb[] {
    const { primary, replicas } = this.stores.databases;
    return [primary, ...replicas];
  }

  /** For whoever wants to look while the run goes on, past every link. */
  get whereabouts(): string {
    return `the shop is open: ${this.url}, its orders in ${this.writer.url}, its carts in ${this.stores.sessions.server.url}`;
  }

  /** What the writer holds, asked past every link. */
  get database() {
    return directly(this.writer);
  }

  get looks(): string[] {
    return this.instances.map(({ url }) => url);
  }

  get provider(): Provider {
    return this.stores.payments;
  }

  get eventsWaiting(): number {
    return this.events.waiting;
  }

  async tell(): Promise<Told> {
    const { payments, mail, sessions } = this.stores;
    return {
      intents: intentsOf(payments),
      mails: mail.taken,
      ...(await sessionRedis(sessions.server.url)),
      processTrouble: [...this.instances, ...this.workers].flatMap((one) => one.trouble),
    };
  }

  async close(): Promise<void> {
    this.events.close();
    await this.balancer.close();
    await Promise.all([...this.instances, ...this.workers].map((one) => one.close()));
    await this.stores.close();
  }
}

interface Closable {
  close(): Promise<void>;
}

const named = <T>(kind: string, count: number, make: (name: string) => T): T[] =>
  Array.from({ length: count }, (_, nth) => make(`${kind}-${nth + 1}`));

/** What has to be closed goes into `started`, the last first, also when something does not start. */
async function startShop(dist: string, stores: Stores, started: Closable[]) {
  const env = { ...process.env, ...settingsOf(stores), ...COMMON };
  const instances = await Promise.all(named('web', INSTANCES, (name) => WebInstance.open(name, dist, env)));
  const workers = named('worker', WORKERS, (name) => ShopProcess.worker(name, dist, env));
  started.unshift(...instances, ...workers);
  for (const one of [...instances, ...workers]) await one.start();
  const balancer = await Balancer.start(instances.map(({ name, link }) => ({ name, url: link.url })));
  started.unshift(balancer);
  for (const { name } of instances) await balancer.hasNoticed(name, 'UP');
  return { instances, workers, balancer };
}

/** Past the links: they are served by this process, which waits for the commands. */
async function fill({ databases, sessions, cache }: Stores, dist: string): Promise<Catalogue> {
  const { primary, replicas } = databases;
  const servers = {
    DATABASE_URL: appUrl(primary),
    REDIS_URL: sessions.server.url,
    CACHE_REDIS_URL: cache.url,
  };
  await prepareShop(dist, { ...process.env, ...COMMON, ...servers });
  const catalogue = await prepareCatalogue(directly(primary));
  await inStep(primary, replicas[0]!);
  return catalogue;
}
