import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { PROXY_HOPS } from '../lib/shop-settings.ts';
import { REQUESTS_PER_TASK, SIZES } from '../sizes.ts';
import { constantOf, only, projectFile, type Resource, resources, templatesOf } from './templates.ts';

const { base, shop } = templatesOf();
const WEB_SERVER = 'src/platform/process/web-server.ts';
const FINISH_SECONDS = constantOf(WEB_SERVER, 'FINISH_MS') / 1000;

const containers = [base, shop]
  .flatMap((template) => resources(template, 'AWS::ECS::TaskDefinition'))
  .map(({ Properties }) => Properties.ContainerDefinitions[0]);
const named = (name: string) => containers.find(({ Environment }) => open(Environment).SERVICE === name)!;
const open = (list: { Name: string; Value: unknown }[]): Record<string, unknown> =>
  Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
const hidden = (container: Resource['Properties']): string[] =>
  container.Secrets.map(({ Name }: { Name: string }) => Name).toSorted();

const EVERYBODY = [
  'CACHE_REDIS_PASSWORD',
  'DATABASE_PASSWORD',
  'DATABASE_USER',
  'MOLLIE_API_KEY',
  'REDIS_PASSWORD',
  'SESSION_SECRETS',
  'SMTP_URL',
  'STRIPE_PUBLISHABLE_KEY',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
];
/** Parts of which `docker/aws-entrypoint.sh` makes addresses. */
const PARTS = [
  'DATABASE_NAME',
  'DATABASE_HOST',
  'DATABASE_REPLICA_HOSTS',
  'REDIS_HOST',
  'CACHE_REDIS_HOST',
  'SERVICE',
];

describe('processes', () => {
  it('are web, worker and migrate', () => {
    assert.deepEqual(containers.map(({ Environment }) => open(Environment)['SERVICE']).toSorted(), [
      'migrate',
      'web',
      'worker',
    ]);
  });

  it('are given passwords and keys as secrets, and nothing like one in the open', () => {
    for (const container of containers) {
      const names = Object.keys(open(container.Environment));
      assert.deepEqual(
        names.filter((name) => /PASSWORD|SECRET|KEY|TOKEN|USER|SMTP_URL|OWNER/.test(name)),
        [],
      );
      assert.doesNotMatch(JSON.stringify(container.Environment), /resolve:secretsmanager/);
      for (const { ValueFrom } of container.Secrets) assert.ok(typeof ValueFrom === 'object');
    }
    assert.deepEqual(hidden(named('web')), EVERYBODY);
    assert.deepEqual(hidden(named('worker')), EVERYBODY);
  });

  it('know the owner of the database only while they migrate', () => {
    const more = hidden(named('migrate')).filter((name) => !EVERYBODY.includes(name));
    assert.deepEqual(more, ['DATABASE_OWNER', 'DATABASE_OWNER_PASSWORD']);
  });

  it('are given settings that the shop has', () => {
    const schema = projectFile('src/platform/config/env.ts');
    const known = [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name);
    const given = [...Object.keys(open(named('web').Environment)), ...EVERYBODY];
    const parts = given.filter((name) => !known.includes(name));
    const made = ['DATABASE_USER', 'DATABASE_PASSWORD', 'REDIS_PASSWORD', 'CACHE_REDIS_PASSWORD'];
    assert.deepEqual(parts.toSorted(), [...PARTS, ...made].toSorted());
    const entrypoint = projectFile('docker/aws-entrypoint.sh');
    for (const name of parts) assert.ok(entrypoint.includes(name), name);
  });

  it('believe the two proxies in front, and no third one', () => {
    assert.equal(open(named('web').Environment)['TRUST_PROXY_HOPS'], String(PROXY_HOPS));
    assert.equal(PROXY_HOPS, 2);
    assert.equal(open(named('web').Environment)['PUBLIC_URL'], 'https://shop.example.com');
  });

  it('take no test card and no plain network', () => {
    for (const { Environment } of containers) {
      const settings = open(Environment);
      assert.equal(settings['NODE_ENV'], 'production');
      assert.equal(settings['TEST_CARD_GATEWAY'], 'off');
      assert.equal(settings['ALLOW_INSECURE_NETWORK'], undefined);
    }
  });

  it('run without rights, on a file system that is not theirs to change', () => {
    for (const container of containers) {
      assert.equal(container.User, 'node');
      assert.equal(container.ReadonlyRootFilesystem, true);
      assert.deepEqual(container.LinuxParameters.Capabilities, { Drop: ['ALL'] });
      assert.equal(container.Privileged, undefined);
      assert.deepEqual(container.EntryPoint, ['/app/docker/aws-entrypoint.sh']);
    }
  });

  it('have no address of their own in the world', () => {
    for (const { Properties } of resources(shop, 'AWS::ECS::Service'))
      assert.equal(Properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp, 'DISABLED');
  });

  it('stop in the time that the shop takes for it', () => {
    const drain = Number(open(named('web').Environment)['DRAIN_SECONDS']);
    assert.ok(drain > 5, 'two health checks, until the load balancer has noticed');
    assert.ok(named('web').StopTimeout >= drain + FINISH_SECONDS + 5);
    assert.ok(named('web').StopTimeout <= 120, 'Fargate waits for no longer');
    const delays = resources(shop, 'AWS::ElasticLoadBalancingV2::TargetGroup').map(({ Properties }) =>
      Properties.TargetGroupAttributes.find(({ Key }: { Key: string }) => Key.startsWith('deregistration')),
    );
    assert.equal(delays.length, 2);
    for (const { Value } of delays) assert.ok(Number(Value) >= drain + FINISH_SECONDS);
  });
});

describe('scaling', () => {
  const policies = resources(shop, 'AWS::ApplicationAutoScaling::ScalingPolicy').map(
    ({ Properties }) => Properties,
  );

  it('keeps so many requests for each task, whichever group of targets serves', () => {
    const found = policies.find(({ PolicyName }) => PolicyName === 'requests-per-task')!;
    const { TargetValue, CustomizedMetricSpecification } = found.TargetTrackingScalingPolicyConfiguration;
    assert.equal(TargetValue, REQUESTS_PER_TASK * 60);
    const [requests, tasks, each] = CustomizedMetricSpecification.Metrics;
    assert.deepEqual(
      requests.MetricStat.Metric.Dimensions.map(({ Name }: { Name: string }) => Name),
      ['LoadBalancer'],
    );
    assert.equal(tasks.MetricStat.Metric.MetricName, 'RunningTaskCount');
    assert.equal(each.Expression, 'requests / tasks');
  });

  it('looks at the CPU too, within the bounds of the size', () => {
    const cpu = policies.filter(
      ({ TargetTrackingScalingPolicyConfiguration: one }) =>
        one.PredefinedMetricSpecification?.PredefinedMetricType === 'ECSServiceAverageCPUUtilization',
    );
    assert.equal(cpu.length, 2);
    const bounds = resources(shop, 'AWS::ApplicationAutoScaling::ScalableTarget').map(({ Properties }) => [
      Properties.MinCapacity,
      Properties.MaxCapacity,
    ]);
    assert.deepEqual(bounds[0], SIZES.small.web.tasks);
  });

  it('counts what it divides by', () => {
    assert.deepEqual(only(base, 'AWS::ECS::Cluster').Properties.ClusterSettings, [
      { Name: 'containerInsights', Value: 'enabled' },
    ]);
  });
});
