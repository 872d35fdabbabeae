import { FailingRedis } from './failing-redis.js';
import { TestShop } from './shop.js';
import { StatementLog } from './statement-log.js';

/** Every two seconds a process says that it is there, whoever asks or does not. */
const HEARTBEAT = '{fleet}';

/** What something asked of the stores. `cache`: commands to the Redis that caches. */
export interface Costs {
  statements: string[];
  cache: string[][];
  sessionTrips: number;
}

/** A shop whose questions to MySQL and to both Redis are counted, on the wire and in the log of the database server. */
export class CountedShop {
  private constructor(
    readonly shop: TestShop,
    private readonly sessions: FailingRedis,
    private readonly cache: FailingRedis,
    private readonly log: StatementLog,
  ) {}

  static async open(): Promise<CountedShop> {
    const [sessions, cache] = [await FailingRedis.start(), await FailingRedis.start()];
    const shop = await TestShop.open({ redis: sessions.url, cache: cache.url });
    return new CountedShop(shop, sessions, cache, await StatementLog.open());
  }

  async costs(deed: () => Promise<unknown>): Promise<Costs> {
    let statements: string[] = [];
    let commands: string[][] = [];
    const outer = await this.sessions.link.during(async () => {
      const inner = await this.cache.link.during(async () => {
        statements = await this.log.during(deed);
      });
      commands = inner.commands.filter((command) => !command.join(' ').includes(HEARTBEAT));
    });
    return { statements, cache: commands, sessionTrips: outer.roundTrips };
  }

  async close(): Promise<void> {
    await this.log.close();
    await this.shop.close();
    await Promise.all([this.sessions.close(), this.cache.close()]);
  }
}
