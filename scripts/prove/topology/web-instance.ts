import { join } from 'node:path';
import { FaultProxy } from '../../rig/fault-proxy.js';
import { freePort, startProcess, type RunningProcess } from '../../servers/processes.js';
import { ShopProcess } from './shop-processes.js';

/** A web process, on the same port in each of its lives, and the way from the balancer to it, which can fail by itself. */
export class WebInstance extends ShopProcess {
  private constructor(
    name: string,
    /** Past the link. */
    readonly url: string,
    readonly link: FaultProxy,
    launch: () => Promise<RunningProcess>,
  ) {
    super(name, launch);
  }

  /** `dist`: folder with the compiled code. It does not run yet. */
  static async open(name: string, dist: string, env: NodeJS.ProcessEnv): Promise<WebInstance> {
    const port = await freePort();
    const command = {
      file: process.execPath,
      args: [join(dist, 'src', 'main.js')],
      env: { ...env, INSTANCE_NAME: name, PORT: `${port}` },
      ready: /listens on (http:\S+)/,
    };
    const url = `http://127.0.0.1:${port}`;
    return new WebInstance(name, url, await FaultProxy.before(url), () => startProcess(command));
  }

  override async start(): Promise<void> {
    await super.start();
    await this.link.pass();
  }

  /** The link refuses at once: else the balancer would find somebody who listens where there is nobody any more. */
  override async kill(): Promise<void> {
    await Promise.all([super.kill(), this.link.refuse()]);
  }

  override async stop(): Promise<number | null> {
    const code = await super.stop();
    await this.link.refuse();
    return code;
  }

  override async close(): Promise<void> {
    await super.close();
    await this.link.close();
  }
}
