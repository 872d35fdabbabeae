/** The compose project of one test run: its own name, its own ports, nothing left afterwards. */
import { spawnSync } from 'node:child_process';
import { run } from '../launcher/processes.mjs';
import { root } from '../launcher/project.mjs';
import { PlainError } from '../launcher/terminal.mjs';

/** Engine commands with a compose of their own, in the order they are tried. */
const ENGINES = ['docker', 'podman'];
const answers = (engine) =>
  ['info', 'compose version'].every(
    (words) => spawnSync(engine, words.split(' '), { stdio: 'ignore' }).status === 0,
  );

export function findEngine() {
  const engine = ENGINES.find(answers);
  if (engine) return engine;
  throw new PlainError(
    'No container engine answers: `docker compose` (or `podman compose`) is needed for this test.',
  );
}

export class Containers {
  constructor(engine, ports) {
    this.engine = engine;
    this.project = `cloudcart-test-${process.pid}`;
    this.env = {
      ...process.env,
      CLOUDCART_PORT: String(ports.shop),
      CLOUDCART_MAIL_PORT: String(ports.mail),
      CLOUDCART_STICKY_PORT: String(ports.sticky),
      COMPOSE_PROJECT_NAME: this.project,
      ENGINE: engine,
      // Both versions are soon seen.
      CANARY_PERCENT: '50',
    };
  }

  /** Runs a program that asks compose itself and answers its output. */
  run(program, args, more = {}) {
    return run(program, args, { cwd: root, env: { ...this.env, ...more } });
  }

  /** Runs `docker compose ...` and answers its output. */
  compose(...args) {
    return this.run(this.engine, ['compose', ...args]);
  }

  engineSays(...args) {
    return this.run(this.engine, args);
  }

  build() {
    return this.compose('build');
  }

  /** Starts what has been built and waits until everything is healthy. */
  up(...args) {
    return this.compose('up', '--detach', '--no-build', '--wait', '--wait-timeout', '300', ...args);
  }

  /** From here on, the services of a profile belong to the project too, with settings of it. */
  add(profile, settings = {}) {
    const profiles = [this.env.COMPOSE_PROFILES, profile].filter(Boolean).join();
    Object.assign(this.env, settings, { COMPOSE_PROFILES: profiles });
  }

  /** Ids of the running containers of a service, or of all. */
  async of(...service) {
    return (await this.compose('ps', '--quiet', ...service)).trim().split('\n').filter(Boolean);
  }

  kill(container) {
    return run(this.engine, ['kill', container]);
  }

  /** Answers the rows of a statement in the shop's database, columns separated by tabs. */
  async sql(statement, server = 'mysql') {
    const client = 'MYSQL_PWD=$(cat /secrets/mysql) mysql -h 127.0.0.1 -ucloudcart -N cloudcart -e "$0"';
    return (await this.compose('exec', '-T', server, 'sh', '-c', client, statement)).trim();
  }

  /** The last lines of all logs, for the one who has to find out why. */
  logs() {
    return this.compose('logs', '--no-color', '--tail', '25').catch((error) => error.message);
  }

  async down() {
    await this.compose('down', '--volumes', '--remove-orphans', '--timeout', '20');
    const label = `label=com.docker.compose.project=${this.project}`;
    const left = await Promise.all(
      [
        ['ps', '--all'],
        ['volume', 'ls'],
        ['network', 'ls'],
      ].map((words) => run(this.engine, [...words, '--quiet', '--filter', label])),
    );
    if (left.join('').trim() !== '') throw new PlainError(`Left behind: ${left.join(' ').trim()}`);
  }
}
