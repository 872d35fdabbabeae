/** `npm start` and `npm run dev`: the steps from a fresh clone to an open shop, and back to nothing. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './data-folder.mjs';
import { recompileAndRestart } from './development.mjs';
import { endRunning, run } from './processes.mjs';
import { build, dataDir, ensurePackages, isBuilt, loadEnvFile, nodeProgram, root } from './project.mjs';
import { allReady } from './readiness.mjs';
import { claim, release, update } from './running.mjs';
import { closeAll, describeServers, openShopServers } from './servers.mjs';
import { addressOf, checkSettings, choosePort, childEnvironment, webInstances } from './settings.mjs';
import { ShopProcess } from './shop-process.mjs';
import { PlainError, say, step } from './terminal.mjs';

const entry = (name) => join(root, 'dist', 'src', name);

export class Shop {
  #servers = [];
  #web;
  #worker;
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
    this.count = webInstances(process.env.WEB_INSTANCES);
    await claim(this.folder);
    this.#hasClaimed = true;
    const { host, port } = await choosePort(process.env);
    this.address = addressOf(host, port);
    await this.#step('packages', ensurePackages);
    await this.#step('build', () => (isBuilt() ? 'up to date' : build()));
    await checkSettings(process.env);
    await this.#step('servers', () => this.#openServers({ HOST: host, PORT: String(port) }));
    await this.#step('migrations', () => this.#script('migrate'));
    await this.#step('catalogue', () => this.#script('seed'));
    await this.#step('shop', () => this.#openDoors());
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
    return output.trim().split('\n').at(-1);
  }

  async #openDoors() {
    const one = [entry('main.js')];
    const several = [join(root, 'scripts', 'launcher', 'cluster.mjs'), entry('main.js'), String(this.count)];
    this.#web = this.#process('web', this.count === 1 ? one : several, { INSTANCE_NAME: 'web-1' });
    this.#worker = this.#process('worker', [entry('worker.js')], { INSTANCE_NAME: 'worker-1' });
    await allReady(this.address, this.count, { seconds: 60, meanwhile: () => !this.#isClosing });
    if (this.#isClosing) throw new PlainError('Stopped while starting.');
    for (const part of [this.#web, this.#worker]) part.serves();
    if (this.isWatching) this.#stopWatching = recompileAndRestart([this.#web, this.#worker]);
    return `${this.count === 1 ? 'one web process' : `${this.count} web processes`} and a worker`;
  }

  #process(name, args, env) {
    const logs = makeFolder(join(this.folder, 'log'), 0o700);
    return new ShopProcess({
      name,
      args,
      env: { ...this.env, ...env },
      logFile: this.isWatching ? undefined : join(logs, `${name}.log`),
      onStart: () => this.#note(),
      onGiveUp: (error) => this.onGiveUp(error),
    });
  }

  #note() {
    const children = [this.#web, this.#worker].filter(Boolean).map((part) => part.pid);
    update(this.folder, { address: this.address, children });
  }

  #announce() {
    say();
    say(`  Mails go to ${this.env.SMTP_URL ? 'the server of SMTP_URL' : this.env.MAIL_DIR}`);
    if (this.#servers.length > 0) say(`  Data are in ${realpathSync(join(this.folder, 'servers'))}`);
    if (!this.isWatching) say(`  Logs are in ${join(this.folder, 'log')}`);
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
    await this.#web?.stop();
    await this.#worker?.stop();
    await closeAll(this.#servers);
    if (this.#hasClaimed) release(this.folder);
  }

  /** Somebody asked a second time: shop processes end now; the servers still write down what they hold. */
  hurry() {
    for (const part of [this.#web, this.#worker]) part?.kill();
  }
}
