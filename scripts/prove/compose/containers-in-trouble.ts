import { setTimeout as pause } from 'node:timers/promises';
import { oneOf } from '../../rig/chances.js';
import { until } from '../../servers/until.js';
import type { Fault, Stage } from '../faults/fault.js';
import { instanceFrozen } from '../faults/instance-frozen.js';
import { instanceKilled } from '../faults/instance-killed.js';
import { rollingDeploy } from '../faults/rolling-deploy.js';
import { WEB, type ComposeShop } from './compose-shop.js';

const GONE_MS = 4000;
const SILENT_MS = 10_000;
const NOTICED_SECONDS = 20;

const victim = async ({ topology, chance }: Stage<ComposeShop>, service: string): Promise<string> =>
  oneOf(await topology.containers.of(service), chance);

/** What somebody killed is left alone by its engine, until it is told. */
async function killed(stage: Stage<ComposeShop>, service: string): Promise<void> {
  const { containers } = stage.topology;
  const container = await victim(stage, service);
  await containers.ask('kill', container);
  await pause(GONE_MS);
  await containers.ask('start', container);
}

export const webKilled: Fault<ComposeShop> = {
  name: 'a web container is killed',
  async deed(stage) {
    await killed(stage, 'web');
    await stage.topology.allServe();
    return {};
  },
  judge: (seen) => instanceKilled.judge(seen),
};

export const workerKilled: Fault<ComposeShop> = {
  name: 'the worker is killed',
  async deed(stage) {
    await killed(stage, 'worker');
    return {};
  },
  judge: () => [],
};

/** The balancer knows containers by their addresses, so whoever is down is taken for the one that is paused. */
export const webPaused: Fault<ComposeShop> = {
  name: 'a web container is paused',
  async deed(stage) {
    const { containers } = stage.topology;
    const [container, since] = [await victim(stage, 'web'), new Date().toISOString()];
    const isOver = pause(SILENT_MS);
    await containers.ask('pause', container);
    const pausedAt = performance.now();
    const says = () => containers.compose('logs', '--no-log-prefix', '--since', since, 'balancer');
    const isDown = async () => /Server web\/\S+ is DOWN/.test(await says());
    await until('the balancer has noticed', isDown, NOTICED_SECONDS);
    const outAfter = performance.now() - pausedAt;
    await isOver;
    await containers.ask('unpause', container);
    await stage.topology.allServe();
    return { outAfter };
  },
  judge: (seen) => instanceFrozen.judge(seen),
};

/** One more, then an old one leaves, until all are new. Many that start at once would take all cores of a small machine. */
export const rolled: Fault<ComposeShop> = {
  name: 'rolling deploy by scale',
  async deed({ topology }) {
    const { containers } = topology;
    let badExits = 0;
    for (const container of await containers.of('web')) {
      await containers.up('--no-deps', '--no-recreate', '--scale', `web=${WEB + 1}`, 'web');
      await containers.ask('stop', container);
      const code = await containers.ask('inspect', '--format', '{{.State.ExitCode}}', container);
      badExits += Number(code.trim() !== '0');
      await containers.ask('rm', container);
    }
    await topology.allServe();
    return { badExits };
  },
  judge: (seen) => rollingDeploy.judge(seen),
};
