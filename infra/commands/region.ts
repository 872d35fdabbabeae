import type { Outputs } from './cdk.ts';
import { aws, type Shell } from './shell.ts';

/** The region of this shell, or of the profile, for all that is started from here. Errors: when neither says one. */
export async function regionOf(run: Shell): Promise<string> {
  const kept = () => run({ command: 'aws', args: ['configure', 'get', 'region'] }).catch(() => '');
  const region = process.env['AWS_REGION'] || (await kept());
  if (!region)
    throw new Error('Which region? Set AWS_REGION, or type: aws configure set region eu-central-1');
  process.env['AWS_REGION'] = region;
  return region;
}

/** Outputs of a stack that is deployed. */
export async function outputsOf(run: Shell, stack: string): Promise<Outputs> {
  const { Stacks } = await aws<{ Stacks: { Outputs: { OutputKey: string; OutputValue: string }[] }[] }>(run, [
    ...['cloudformation', 'describe-stacks', '--stack-name', stack],
  ]);
  return Object.fromEntries((Stacks[0]?.Outputs ?? []).map((one) => [one.OutputKey, one.OutputValue]));
}
