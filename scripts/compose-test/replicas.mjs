/** What the compose test asks of the profile `replicas`. */
import { until } from '../launcher/processes.mjs';
import { expect } from './promises.mjs';
import { Shopper } from './shopper.mjs';

const REPLICA = 'mysql-replica';
const FEW = 5;
const client = 'MYSQL_PWD=$(cat /secrets/replication) mysql -h 127.0.0.1 -u replication -N -e "$0"';
const onReplica = async (containers, statement) =>
  (await containers.compose('exec', '-T', REPLICA, 'sh', '-c', client, statement)).trim();

/** How many statements about products the replica has answered since it was started. */
const productReads = async (containers) =>
  Number(
    await onReplica(
      containers,
      `SELECT COALESCE(SUM(count_star), 0) FROM performance_schema.events_statements_summary_by_digest
       WHERE schema_name = 'cloudcart' AND digest_text LIKE 'SELECT%product%'`,
    ),
  );

const ROWS =
  'SELECT (SELECT GROUP_CONCAT(token ORDER BY id) FROM orders), (SELECT SUM(reserved) FROM stock_levels)';

export class Replicas {
  constructor(containers, address) {
    Object.assign(this, { containers, shopper: new Shopper(address) });
  }

  async #is(state) {
    const isSo = async () => {
      const { dependencies } = await this.shopper.json('/statusz');
      return dependencies.replicas?.[0]?.state === state;
    };
    expect(await until(isSo, { seconds: 30, everyMs: 100 }), `the replica is not ${state}`);
  }

  /** How many reads of the catalogue the only web process had answered by the replica, and by MySQL in its place. */
  async #reads() {
    const show = "fetch('http://127.0.0.1:9464/metrics').then((r) => r.text()).then(console.log)";
    const text = await this.containers.compose('exec', '-T', 'web', 'node', '-e', show);
    const from = (name) =>
      Number(new RegExp(`^replica_reads_total\\{[^}]*from="${name}"[^}]*\\} (\\d+)`, 'm').exec(text)[1]);
    return { replica: from('replica'), others: from('writer') + from('failed') };
  }

  /** Opens product pages that nobody has asked for yet until there were reads enough. */
  async #look(isEnough) {
    const more = async () => {
      for (const path of this.pages.splice(0, 4)) await this.shopper.open(path);
      return isEnough();
    };
    const isSo = await until(more, { seconds: 30, meanwhile: () => this.pages.length > 0 });
    expect(isSo, 'the pages of all products were not enough');
  }

  /** It has what was written before it was there, receives and applies what is written now, and takes no changes of its own. */
  async follows() {
    const threads = await onReplica(
      this.containers,
      `SELECT @@read_only, c.service_state, a.service_state FROM performance_schema.replication_connection_status c,
       performance_schema.replication_applier_status a`,
    );
    expect(threads === '1\tON\tON', `read-only, receiving, applying: ${threads}`);
    const [rows, copies] = [await this.containers.sql(ROWS), await this.containers.sql(ROWS, REPLICA)];
    expect(rows === copies, `MySQL has ${rows}, the replica ${copies}`);
  }

  /** The web process says so, and the replica itself. */
  async isRead() {
    await this.#is('used');
    const { products } = await this.shopper.json('/products.json?limit=250');
    this.pages = ['', '/de', '/fr', '/es'].flatMap((language) =>
      products.map(({ handle }) => `${language}/products/${handle}`),
    );
    const [before, seen] = [await this.#reads(), await productReads(this.containers)];
    await this.#look(async () => (await this.#reads()).replica >= before.replica + FEW);
    const counted = (await productReads(this.containers)) - seen;
    expect(counted > 0, 'the replica was asked nothing about products');
    return `the web process read ${(await this.#reads()).replica - before.replica} times from it, which counted ${counted} statements about products`;
  }

  /** Pages that are not in the cache come from MySQL when it dies, and from it again when it is back. */
  async mayDie() {
    const before = await this.#reads();
    await this.containers.kill((await this.containers.of(REPLICA))[0]);
    await this.#look(async () => (await this.#reads()).others >= before.others + FEW);
    await this.#is('down');
    await this.containers.compose('start', REPLICA);
    await this.#is('used');
    await this.#look(async () => (await productReads(this.containers)) > 0);
  }

  async redisIsCopied() {
    const ask = 'REDISCLI_AUTH=$(cat $PASSWORD_FILE) redis-cli info replication';
    const isLinked = async () =>
      (await this.containers.compose('exec', '-T', 'redis-replica', 'sh', '-c', ask)).includes(
        'master_link_status:up',
      );
    expect(await until(isLinked, { seconds: 10, everyMs: 200 }), 'redis-replica does not follow redis');
  }
}
