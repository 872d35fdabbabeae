import { bootstrap, deployStack } from './cdk.ts';
import { pushImage } from './image.ts';
import { writeMailSecret } from './mail.ts';
import { runTask } from './run-task.ts';
import { aws, type Shell } from './shell.ts';
import { shiftTraffic } from './shift.ts';

const EDGE_REGION = 'us-east-1';
const CLOUDFRONT = 'com.amazonaws.global.cloudfront.origin-facing';

interface Plan {
  run: Shell;
  region: string;
  /** Settings of the app. */
  context: Record<string, string>;
  /** Cdk's part, which writes files; tests give another one. */
  stacks?: typeof deployStack;
  say?: (text: string) => void;
}

async function prefixList(run: Shell): Promise<string> {
  const filter = `Name=prefix-list-name,Values=${CLOUDFRONT}`;
  const { PrefixLists } = await aws<{ PrefixLists: { PrefixListId: string }[] }>(run, [
    ...['ec2', 'describe-managed-prefix-lists', '--filters', filter],
  ]);
  const [list] = PrefixLists;
  if (!list) throw new Error(`this region has no prefix list ${CLOUDFRONT}: choose another region`);
  return list.PrefixListId;
}

/**
 * From nothing to the shop, and from one version to the next: what stays, the image, the migrations, what runs, and then the shoppers. The
 * first step that fails is the last one; migrations that fail leave the old version serving.
 */
export async function deployShop({
  run,
  region,
  context,
  stacks = deployStack,
  say = print,
}: Plan): Promise<string> {
  const { Account } = await aws<{ Account: string }>(run, ['sts', 'get-caller-identity']);
  say(`Account ${Account}, region ${region}, image ${context['imageTag']}`);
  await bootstrap(run, Account, [region, EDGE_REGION]);
  const deploy = (stack: string, where: string, parameters: Record<string, string>) =>
    stacks(run, { stack, region: where, context, parameters });
  const edge = await deploy('CloudCartEdge', EDGE_REGION, {});
  const base = await deploy('CloudCartBase', region, { CloudFrontPrefixList: await prefixList(run) });
  say(`Image: ${await pushImage(run, base, context['imageTag']!)}`);
  say(`Mail: ${await writeMailSecret(run, base, region)}`);
  say(`Migrations: ${await runTask(run, base)}`);
  const { EdgeCertificate, EdgeFirewall } = edge;
  const shop = await deploy('CloudCartShop', region, {
    EdgeCertificate: EdgeCertificate!,
    EdgeFirewall: EdgeFirewall!,
  });
  say(`Web: ${await shiftTraffic(run, base, shop)}`);
  return shop['Shop']!;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
