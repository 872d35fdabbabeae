import type { Outputs } from './cdk.ts';
import { aws, type Shell } from './shell.ts';

interface Services {
  services: { taskSets?: { status: string; taskDefinition: string }[] }[];
}

/** Whether the tasks that serve are of this version already, as after the first deploy. */
async function serves(
  run: Shell,
  { cluster, service }: { cluster: string; service: string },
  spec: string,
): Promise<boolean> {
  const args = ['ecs', 'describe-services', '--cluster', cluster, '--services', service];
  const { services } = await aws<Services>(run, args);
  const now = services[0]?.taskSets?.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
  return now !== undefined && spec.includes(`"${now}"`);
}

/** Has CodeDeploy bring the new version to the shoppers, and waits; with `isAnew` also when it is the one that serves. Errors: when it went back to the old one. */
export async function shiftTraffic(
  run: Shell,
  base: Outputs,
  shop: Outputs,
  isAnew = false,
): Promise<string> {
  const { DeployApplication, DeployGroup, DeploySpec, WebService } = shop;
  // On machines of our own there is no CodeDeploy: they were replaced by the deploy of the stack.
  if (!DeployApplication || !DeploySpec) return 'machines were replaced one by one';
  if (!isAnew && (await serves(run, { cluster: base['ClusterName']!, service: WebService! }, DeploySpec)))
    return 'serves already';
  const revision = { revisionType: 'AppSpecContent', appSpecContent: { content: DeploySpec } };
  const { deploymentId } = await aws<{ deploymentId: string }>(run, [
    ...['deploy', 'create-deployment', '--application-name', DeployApplication],
    ...['--deployment-group-name', DeployGroup!, '--revision', JSON.stringify(revision)],
  ]);
  process.stdout.write(`CodeDeploy: ${deploymentId}; a quarter of an hour\n`);
  await run({
    command: 'aws',
    args: ['deploy', 'wait', 'deployment-successful', '--deployment-id', deploymentId],
  });
  return 'serves';
}
