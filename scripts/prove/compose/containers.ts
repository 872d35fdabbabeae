import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../../src/platform/config/paths.js';
import { freePort } from '../../servers/processes.js';

const execute = promisify(execFile);
const MOST_BYTES = 64 * 1024 * 1024;
/** Engine commands with a compose of their own, in the order they are tried. */
const ENGINES = ['docker', 'podman'];
const HEALTHY_SECONDS = '300';

interface Ports {
  shop: number;
  mail: number;
  mysql: number;
  redis: number;
  cache: number;
}

/** A compose project of one run: a name of its own, ports of its own, nothing left afterwards. */
export class Containers {
  private readonly underWay = new AbortController();

  private constructor(
    private readonly engine: string,
    readonly ports: Ports,
  ) {}

  /** Errors: when no engine answers. */
  static async open(): Promise<Containers> {
    const answers = (one: string, args: string[]) => spawnSync(one, args, { stdio: 'ignore' }).status === 0;
    const engine = ENGINES.find((one) => answers(one, ['info']) && answers(one, ['compose', 'version']));
    if (!engine)
      throw new Error('No container engine answers: docker compose (or podman compose) is needed.');
    const [shop, mail, mysql, redis, cache] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    return new Containers(engine, { shop, mail, mysql, redis, cache });
  }

  build(): Promise<string> {
    return this.compose('build');
  }

  /** Starts what has been built and waits until it is healthy. */
  up(...args: string[]): Promise<string> {
    const wait = ['--wait', '--wait-timeout', HEALTHY_SECONDS];
    return this.compose('up', '--detach', '--no-build', ...wait, ...args);
  }

  /** Runs `docker compose ...` and answers its output. */
  compose(...args: string[]): Promise<string> {
    return this.ask('compose', ...args);
  }

  /** Runs a command of the engine and answers its output. Errors: when it fails, or the run has ended meanwhile. */
  ask(...args: string[]): Promise<string> {
    return this.execute(args, this.underWay.signal);
  }

  /** Ids of the running containers of a service. */
  async of(service: string): Promise<string[]> {
    return (await this.compose('ps', '--quiet', service)).trim().split('\n').filter(Boolean);
  }

  secret(name: string): Promise<string> {
    return this.compose('exec', '-T', name, 'cat', `/secrets/${name}`);
  }

  /** Takes everything down, whatever is under way. */
  async close(): Promise<void> {
    this.underWay.abort();
    await this.execute(['compose', 'down', '--volumes', '--remove-orphans', '--timeout', '10']);
  }

  private async execute(args: string[], signal?: AbortSignal): Promise<string> {
    const options = { cwd: PROJECT_ROOT, env: this.env, maxBuffer: MOST_BYTES, signal };
    return (await execute(this.engine, args, options)).stdout;
  }

  private get env(): NodeJS.ProcessEnv {
    const { shop, mail, mysql, redis, cache } = this.ports;
    return {
      ...process.env,
      COMPOSE_PROJECT_NAME: `cloudcart-prove-${process.pid}`,
      COMPOSE_PATH_SEPARATOR: ':',
      COMPOSE_FILE: 'docker-compose.yml:docker/compose.prove.yml',
      PUBLIC_URL: `http://127.0.0.1:${shop}`,
      CLOUDCART_PORT: `${shop}`,
      CLOUDCART_MAIL_PORT: `${mail}`,
      PROVE_MYSQL_PORT: `${mysql}`,
      PROVE_REDIS_PORT: `${redis}`,
      PROVE_CACHE_PORT: `${cache}`,
    };
  }
}
