import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { BaseStack } from './base-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { readSettings } from './settings.ts';
import { ShopStack } from './shop-stack.ts';

/** Newer behaviour of the library, which it keeps off for apps that are older than it. */
const FLAGS = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/aws-ecs:removeDefaultDeploymentAlarm': true,
  '@aws-cdk/aws-ecs:reduceEc2FargateCloudWatchPermissions': true,
  '@aws-cdk/core:enablePartitionLiterals': true,
};

export interface Stacks {
  app: App;
  edge: EdgeStack;
  base: BaseStack;
  shop: ShopStack;
}

/**
 * The three stacks, in the order in which they are deployed. Neither account nor region are in them, so that they can be made and looked at
 * without either. Synthesis fails at a finding of cdk-nag that nobody has answered.
 */
export function cloudCart(context: Record<string, string> = {}, outdir?: string): Stacks {
  const app = new App({ context: { ...FLAGS, ...context }, outdir });
  const settings = readSettings(app.node);
  const edge = new EdgeStack(app, 'CloudCartEdge', { settings });
  const base = new BaseStack(app, 'CloudCartBase', { settings, terminationProtection: true });
  const shop = new ShopStack(app, 'CloudCartShop', { base });
  Tags.of(app).add('application', 'cloudcart');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { app, edge, base, shop };
}
