import type { Outputs } from './cdk.ts';
import { aws, type Shell } from './shell.ts';
import { shiftTraffic } from './shift.ts';

/** Worker first, then web: by CodeDeploy, or machine by machine where it runs on some. Waits for both, but not for machines. */
export async function restartShop(run: Shell, base: Outputs, shop: Outputs): Promise<void> {
  const { ClusterName: cluster, WorkerService: worker } = { ...base, ...shop };
  const service = ['--cluster', cluster!, '--service', worker!];
  await aws(run, ['ecs', 'update-service', '--force-new-deployment', ...service]);
  const both = ['--cluster', cluster!, '--services', worker!];
  await run({ command: 'aws', args: ['ecs', 'wait', 'services-stable', ...both] });
  const machines = shop['MachineGroup'];
  if (machines)
    await aws(run, ['autoscaling', 'start-instance-refresh', '--auto-scaling-group-name', machines]);
  else await shiftTraffic(run, base, shop, true);
}
