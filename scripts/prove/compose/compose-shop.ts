import type { Source } from '../../audit/audit.js';
import { Shopper } from '../../rig/shopper.js';
import { until } from '../../servers/until.js';
import type { MailFact } from '../audits/facts.js';
import { sessionRedis } from '../audits/session-redis.js';
import type { Say } from '../progress.js';
import { prepareCatalogue, type Catalogue } from '../topology/catalogue.js';
import { directly } from '../topology/databases.js';
import type { OpenShop, Told } from '../topology/open-shop.js';
import { UNCAUGHT } from '../topology/shop-processes.js';
import type { Containers } from './containers.js';

export const WEB = 3;
/** Every container has its turn in so many requests, others' requests between them or not. */
const REQUESTS = WEB * 4;
const BACK_SECONDS = 60;

/** The shop of docker-compose.yml, in a project of its own. Its provider of payments is nobody: everybody pays on invoice. */
export class ComposeShop implements OpenShop {
  readonly provider = null;
  readonly eventsWaiting = 0;

  private constructor(
    readonly containers: Containers,
    readonly mysql: { url: string },
    private readonly sessions: string,
    readonly cache: string,
    readonly catalogue: Catalogue,
  ) {}

  /** Builds and starts it; whoever has opened the containers closes them. `say`: hears what is being done. */
  static async start(containers: Containers, say: Say): Promise<ComposeShop> {
    say(`building and starting the containers, ${WEB} of them web`);
    await containers.build();
    await containers.up('--scale', `web=${WEB}`);
    const { mysql, redis, cache } = containers.ports;
    const secret = async (name: string) => (await containers.secret(name)).trim();
    const database = { url: `mysql://cloudcart:${await secret('mysql')}@127.0.0.1:${mysql}/cloudcart` };
    const sessions = `redis://:${await secret('redis')}@127.0.0.1:${redis}`;
    const cacheUrl = `redis://:${await secret('cache')}@127.0.0.1:${cache}`;
    const catalogue = await prepareCatalogue(directly(database));
    return new ComposeShop(containers, database, sessions, cacheUrl, catalogue);
  }

  get url(): string {
    return `http://127.0.0.1:${this.containers.ports.shop}`;
  }

  /** The balancer leads to one container after the other. */
  get looks(): string[] {
    return Array.from({ length: WEB }, () => this.url);
  }

  get database(): Source {
    return directly(this.mysql);
  }

  get whereabouts(): string {
    const { mail, mysql, redis } = this.containers.ports;
    return `the shop is open: ${this.url}, its mails at http://127.0.0.1:${mail}, MySQL on port ${mysql}, Redis on ${redis}`;
  }

  /** Resolves when every web container answers behind the balancer. */
  async allServe(): Promise<void> {
    await until('every web container answers', async () => (await this.served()) === WEB, BACK_SECONDS);
  }

  async tell(): Promise<Told> {
    const mails = (await (
      await fetch(`http://127.0.0.1:${this.containers.ports.mail}/email`)
    ).json()) as MailFact[];
    return {
      intents: [],
      mails,
      ...(await sessionRedis(this.sessions)),
      processTrouble: await this.trouble(),
    };
  }

  private async served(): Promise<number> {
    const names = new Set<unknown>();
    for (let nth = 0; nth < REQUESTS; nth += 1) {
      const answer = await new Shopper(this.url).get('/readyz').catch(() => null);
      if (answer?.status === 200) names.add(answer.headers['x-served-by']);
    }
    return names.size;
  }

  /** Errors that nobody caught, and containers that their engine had to start again. */
  private async trouble(): Promise<string[]> {
    const said = await this.containers.compose('logs', '--no-color', 'web', 'worker');
    const ids = [...(await this.containers.of('web')), ...(await this.containers.of('worker'))];
    const restarts = await this.containers.ask('inspect', '--format', '{{.Name}} {{.RestartCount}}', ...ids);
    const ended = restarts
      .trim()
      .split('\n')
      .filter((line) => !line.endsWith(' 0'));
    return [
      ...said
        .split('\n')
        .filter((line) => UNCAUGHT.test(line))
        .map((line) => line.slice(0, 1000)),
      ...ended.map((line) => `${line} times ended by itself`),
    ];
  }
}
