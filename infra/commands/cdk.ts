import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Shell } from './shell.ts';

export type Outputs = Record<string, string>;

const CDK = fileURLToPath(new URL('../node_modules/aws-cdk/bin/cdk', import.meta.url));
const folder = fileURLToPath(new URL('..', import.meta.url));

interface Deploy {
  stack: string;
  region: string;
  context: Record<string, string>;
  parameters: Record<string, string>;
}

const pairs = (flag: string, values: Record<string, string>): string[] =>
  Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);

/** Deploys one stack and answers its outputs. */
export async function deployStack(
  run: Shell,
  { stack, region, context, parameters }: Deploy,
): Promise<Outputs> {
  const own = mkdtempSync(join(tmpdir(), 'cloudcart-'));
  const file = join(own, 'outputs.json');
  const args = [
    CDK,
    ...['deploy', stack, '--exclusively', '--require-approval', 'never', '--outputs-file', file],
    ...[
      '--output',
      join(own, 'cdk.out'),
      '--app',
      `${process.execPath} ${join(folder, 'bin', 'cloudcart.ts')}`,
    ],
    ...pairs('--context', context),
    ...pairs('--parameters', parameters),
  ];
  try {
    await run({ command: process.execPath, args, env: { AWS_REGION: region } }, true);
    return (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Outputs>)[stack] ?? {};
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** Makes what the `cdk` command itself needs in an account and a region; does nothing where it is. */
export async function bootstrap(run: Shell, account: string, regions: string[]): Promise<void> {
  const places = [...new Set(regions)].map((region) => `aws://${account}/${region}`);
  await run({ command: process.execPath, args: [CDK, 'bootstrap', ...places] }, true);
}
