/** `npm start` and `npm run dev`: the steps from a fresh clone to an open shop, and back to nothing. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './data-folder.mjs';
import { Balancer } from './balancer.mjs';
import { developmentPrograms, developmentSettings, recompileAndRestart } from './development.mjs';
import { ShopMetrics } from './metrics.mjs';
import { freePort } from './private-server.mjs';
import { endRunning, run } from './processes.mjs';
import { build, dataDir, ensurePackages, isBuilt, loadEnvFile, nodeProgram, root } from './project.mjs';
import { allReady } from './readiness.mjs';
import { claim, release, update } from './running.mjs';
import { closeAll, describeServers, openShopServers } from './servers.mjs';
import {
  addressOf,
  checkSettings,
  choosePort,
  childEnvironment,
  usableCores,
  webInstances,
} from './settings.mjs';
import { ShopProcess } from './shop-process.mjs';
import { PlainError, say, step } from './terminal.mjs';

export class Shop {
  #servers = [];
  #webs = [];
  #worker;
  #balancer;
  #metrics = new ShopMetrics();
  #opening;
  #isClosing = false;
  #hasClaimed = false;
  isOpen = false;
  #stopWatching = () => {};

  /** `onGiveUp(error)` is called when the shop cannot go on after it was opened. */
  constructor({ isWatching, onGiveUp }) {
    loadEnvFile();
    Object.assign(this, { isWatching, onGiveUp, folder: dataDir() });
  }

  /** Opens the shop and prints its address. Errors: PlainError; then `close` ends what was opened so far. */
  open() {
    this.#opening = this.#open();
    return this.#opening;
  }

  async #open() {
    const instances = webInstances(process.env.WEB_INSTANCES);
    await claim(this.folder);
    this.#hasClaimed = true;
    const { host, port } = await choosePort(process.env);
    this.address = addressOf(host, port);
    await this.#step('packages', ensurePackages);
    this.count = instances === 'auto' ? await usableCores() : instances;
    await this.#step('build', () => (isBuilt() ? 'up to date' : build()));
    await checkSettings(this.folder);
    await this.#metrics.open(process.env.METRICS_PORT);
    await this.#step('servers', () => this.#openServers({ HOST: host, PORT: String(port) }));
    await this.#step('migrations', () => this.#script('migrate'));
    await this.#step('catalogue', () => this.#script('seed'));
    await this.#step('shop', () => this.#openDoors(host, port));
    this.isOpen = true;
    this.#announce();
  }

  /** Runs one step, unless the shop was told to close in the meantime. */
  async #step(name, work) {
    if (this.#isClosing) throw new PlainError('Stopped while starting.');
    await step(name, work);
  }

  async #openServers(place) {
    const { settings, opened } = await openShopServers(this.folder);
    this.#servers = opened;
    this.env = childEnvironment(this.folder, { ...settings, ...place });
    return opened.length > 0 ? describeServers(opened) : 'your own (DATABASE_URL, REDIS_URL)';
  }

  async #script(name) {
    const output = await run(nodeProgram(), [join(root, 'dist', 'scripts', `${name}.js`)], {
      cwd: root,
      env: this.env,
    });
    const lines = output.trim().split('\n');
    return lines.length > 1 ? `${lines[0]} ${lines.length - 1}` : lines[0];
  }

  async #openDoors(host, port) {
    const ports = await this.#webPorts(port);
    const where = (own) => (this.count === 1 ? {} : { HOST: '127.0.0.1', PORT: String(own) });
    this.#webs = ports.map((own, index) => this.#process(`web-${index + 1}`, 'main.js', where(own)));
    this.#worker = this.#process('worker', 'worker.js');
    const addresses = this.count === 1 ? [this.address] : ports.map((own) => addressOf('127.0.0.1', own));
    await allReady(addresses, { seconds: 60, meanwhile: () => !this.#isClosing });
    if (this.#isClosing) throw new PlainError('Stopped while starting.');
    if (this.count > 1) await this.#balance(ports, host, port);
    this.#metrics.parts = [...this.#webs, this.#worker];
    for (const part of [...this.#webs, this.#worker]) part.serves();
    if (this.isWatching) this.#stopWatching = recompileAndRestart([...this.#webs, this.#worker]);
    return `${this.count === 1 ? 'one web process' : `${this.count} web processes`} and a worker`;
  }

  /** One web process has the shop's port; several have ports of their own behind it. */
  #webPorts(port) {
    return this.count === 1 ? [port] : Promise.all(Array.from({ length: this.count }, () => freePort()));
  }

  async #balance(ports, host, port) {
    this.#balancer = new Balancer(ports);
    await this.#balancer.listen(port, host);
  }

  #process(name, script, env = {}) {
    const logs = makeFolder(join(this.folder, 'log'), 0o700);
    return new ShopProcess({
      name,
      args: [join(root, 'dist', 'src', this.isWatching ? developmentPrograms[script] : script)],
      // Its metrics are part of the sum that we serve.
      env: {
        ...(this.isWatching && developmentSettings),
        ...this.env,
        INSTANCE_NAME: name,
        METRICS_PORT: 'off',
        ...env,
      },
      logFile: this.isWatching ? undefined : join(logs, `${name}.log`),
      onStart: () => this.#note(),
      onGiveUp: (error) => this.onGiveUp(error),
    });
  }

  #note() {
    const children = [...this.#webs, this.#worker].filter(Boolean).map((part) => part.pid);
    update(this.folder, { address: this.address, children });
  }

  #announce() {
    say();
    say(`  Mails go to ${this.env.SMTP_URL ? 'the server of SMTP_URL' : this.env.MAIL_DIR}`);
    if (this.#servers.length > 0) say(`  Data are in ${realpathSync(join(this.folder, 'servers'))}`);
    if (!this.isWatching) say(`  Logs are in ${join(this.folder, 'log')}`);
    if (this.#metrics.address) say(`  Metrics are at ${this.#metrics.address}`);
    say('  Ctrl-C closes the shop and keeps its data.');
    say();
    say(`CloudCart is ready: ${this.address}`);
  }

  /** Web first, so that shoppers get their answers; then the worker; then the servers under both. */
  async close() {
    this.#isClosing = true;
    endRunning();
    await this.#opening?.catch(() => {});
    this.#stopWatching();
    this.#balancer?.close();
    await Promise.all(this.#webs.map((web) => web.stop()));
    await this.#worker?.stop();
    this.#metrics.close();
    await closeAll(this.#servers);
    if (this.#hasClaimed) release(this.folder);
  }

  /** Somebody asked a second time: shop processes end now; the servers still write down what they hold. */
  hurry() {
    for (const part of [...this.#webs, this.#worker]) part?.kill();
  }
}
