import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { deployShop } from '../commands/deploy-shop.ts';
import { writeMailSecret } from '../commands/mail.ts';
import { readOptions } from '../commands/options.ts';
import { restartShop } from '../commands/restart-shop.ts';
import { runTask } from '../commands/run-task.ts';
import type { Call } from '../commands/shell.ts';
import { smtpPassword } from '../commands/smtp-password.ts';

/*
 * There is no account here, so the `aws` and `docker` commands are played by what their manuals say they answer. What these tests
 * show is what is asked of them, in which order, and what follows from an answer; not that AWS does it.
 */
const BASE = {
  ImagesName: 'images',
  ImagesUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/images',
  ClusterName: 'cluster',
  MigrationTask: 'arn:migrate:7',
  MigrationLog: 'log',
  PrivateSubnets: 'subnet-a,subnet-b',
  WorkerGroup: 'sg-1',
  MailUser: 'mailer',
  MailHost: 'email-smtp.eu-central-1.amazonaws.com',
  SmtpSecret: 'arn:smtp',
};
const SHOP = {
  Shop: 'https://shop.example.com',
  WebService: 'web',
  DeployApplication: 'app',
  DeployGroup: 'group',
  DeploySpec: '{"TaskDefinition":"arn:web:8"}',
};

/** Answers by how a call begins; keeps all calls. */
function played(answers: Record<string, unknown> = {}) {
  const calls: Call[] = [];
  const all: Record<string, unknown> = {
    'sts get-caller-identity': { Account: '123456789012' },
    'ec2 describe-managed-prefix-lists': { PrefixLists: [{ PrefixListId: 'pl-12345678' }] },
    'ecr describe-images': {},
    'secretsmanager get-secret-value': { SecretString: 'smtps://kept' },
    'ecs run-task': { tasks: [{ taskArn: 'arn:task/cluster/abc' }], failures: [] },
    'ecs describe-tasks': { tasks: [{ lastStatus: 'STOPPED', containers: [{ exitCode: 0 }] }] },
    'ecs describe-services': {
      services: [{ taskSets: [{ status: 'PRIMARY', taskDefinition: 'arn:web:7' }] }],
    },
    'logs get-log-events': { events: [{ message: 'Migrations run' }] },
    'deploy create-deployment': { deploymentId: 'd-1' },
    'iam create-access-key': { AccessKey: { AccessKeyId: 'AKIA', SecretAccessKey: 'some+secret+key' } },
    ...answers,
  };
  const run = (call: Call) => {
    calls.push(call);
    const answer = call.command === 'aws' ? all[call.args.slice(0, 2).join(' ')] : '';
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(typeof answer === 'string' ? answer : JSON.stringify(answer ?? {}));
  };
  const steps = () =>
    calls.map(({ command, args }) =>
      command === 'aws'
        ? args.slice(0, 2).join(' ')
        : `${command.split('/').at(-1)} ${args[0]!.split('/').at(-1)}`,
    );
  return { run, calls, steps };
}

/** Cdk's deploys take their place among the steps. */
const deploy = (world: ReturnType<typeof played>, shop: Record<string, string> = SHOP) => {
  const given: Record<string, Record<string, string>> = {};
  const done = deployShop({
    run: world.run,
    region: 'eu-central-1',
    context: { imageTag: 'abc' },
    say: () => {},
    stacks: (run, { stack, region, parameters }) => {
      given[stack] = { region, ...parameters };
      world.calls.push({ command: 'aws', args: ['stack', stack] });
      if (stack === 'CloudCartEdge')
        return Promise.resolve({ EdgeCertificate: 'cert', EdgeFirewall: 'wall' });
      return Promise.resolve(stack === 'CloudCartBase' ? BASE : shop);
    },
  });
  return { done, given };
};

describe('npm run deploy', () => {
  it('migrates after what stays and before what runs, and moves the shoppers last', async () => {
    const world = played();
    const { done, given } = deploy(world);
    assert.equal(await done, 'https://shop.example.com');
    const order = [
      'stack CloudCartEdge',
      'stack CloudCartBase',
      'ecs run-task',
      'stack CloudCartShop',
      'deploy create-deployment',
      'deploy wait',
    ];
    assert.deepEqual(
      world.steps().filter((step) => order.includes(step)),
      order,
    );
    assert.deepEqual(given, {
      CloudCartEdge: { region: 'us-east-1' },
      CloudCartBase: { region: 'eu-central-1', CloudFrontPrefixList: 'pl-12345678' },
      CloudCartShop: { region: 'eu-central-1', EdgeCertificate: 'cert', EdgeFirewall: 'wall' },
    });
  });

  it('goes no further when the migrations fail, and shows what they said', async () => {
    const world = played({
      'ecs describe-tasks': { tasks: [{ lastStatus: 'STOPPED', containers: [{ exitCode: 1 }] }] },
      'logs get-log-events': { events: [{ message: 'duplicate column' }] },
    });
    await assert.rejects(deploy(world).done, /ended with 1.*\n.*duplicate column/);
    assert.ok(!world.steps().includes('stack CloudCartShop'));
  });

  it('goes no further when the image cannot be built', async () => {
    const world = played({ 'ecr describe-images': new Error('ImageNotFoundException') });
    const broken = {
      ...world,
      run: (call: Call) =>
        call.command === 'docker' ? Promise.reject(new Error('docker ended with 1')) : world.run(call),
    };
    await assert.rejects(deploy(broken).done, /docker/);
    assert.ok(!world.steps().includes('ecs run-task'));
  });

  it('asks CodeDeploy for nothing when this version serves already, or when there are machines', async () => {
    for (const [world, shop] of [
      [
        played({
          'ecs describe-services': {
            services: [{ taskSets: [{ status: 'PRIMARY', taskDefinition: 'arn:web:8' }] }],
          },
        }),
        SHOP,
      ],
      [played(), { Shop: SHOP.Shop }],
    ] as const) {
      await deploy(world, shop).done;
      assert.ok(!world.steps().includes('deploy create-deployment'));
    }
  });

  it('fails when CodeDeploy goes back to the old version', async () => {
    const world = played({ 'deploy wait': new Error('aws deploy wait ended with 255') });
    await assert.rejects(deploy(world).done, /255/);
  });

  it('reads pairs of options', () => {
    assert.deepEqual(readOptions(['--zone-id', 'Z1', '--size', 'large']), { zoneId: 'Z1', size: 'large' });
    assert.throws(() => readOptions(['--size', '--zone-id']), /pairs such as --size small/);
  });
});

describe('npm run restart', () => {
  it('starts the worker anew, and web by CodeDeploy although its version serves', async () => {
    const world = played({
      'ecs describe-services': {
        services: [{ taskSets: [{ status: 'PRIMARY', taskDefinition: 'arn:web:8' }] }],
      },
    });
    await restartShop(world.run, BASE, { ...SHOP, WorkerService: 'worker' });
    assert.deepEqual(world.steps(), [
      'ecs update-service',
      'ecs wait',
      'deploy create-deployment',
      'deploy wait',
    ]);
    assert.ok(world.calls[0]!.args.includes('--force-new-deployment'));
  });

  it('replaces machines one by one', async () => {
    const world = played();
    await restartShop(world.run, BASE, { WorkerService: 'worker', MachineGroup: 'group' });
    assert.equal(world.steps().at(-1), 'autoscaling start-instance-refresh');
  });
});

describe('a command in AWS', () => {
  it('runs inside the network, without an address in the world', async () => {
    const world = played();
    assert.equal(
      await runTask(world.run, BASE, ['node', 'dist/scripts/shop.js', 'order', 'list'], 0),
      'Migrations run',
    );
    const { args } = world.calls[0]!;
    assert.ok(
      args.includes(
        'awsvpcConfiguration={subnets=[subnet-a,subnet-b],securityGroups=[sg-1],assignPublicIp=DISABLED}',
      ),
    );
    assert.match(
      args[args.indexOf('--overrides') + 1]!,
      /"command":\["node","dist\/scripts\/shop.js","order","list"\]/,
    );
  });

  it('waits until it has ended', async () => {
    const states = ['PENDING', 'RUNNING', 'STOPPED'];
    const world = played();
    const run = (call: Call) =>
      call.args[1] === 'describe-tasks'
        ? Promise.resolve(
            JSON.stringify({ tasks: [{ lastStatus: states.shift(), containers: [{ exitCode: 0 }] }] }),
          )
        : world.run(call);
    await runTask(run, BASE, [], 0);
    assert.deepEqual(states, []);
  });
});

describe('mail password', () => {
  it('is what other implementations make of the same key', () => {
    // Known from the tests of Terraform's provider for AWS.
    assert.equal(
      smtpPassword('some+secret+key', 'eu-central-1'),
      'BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2',
    );
    assert.equal(
      smtpPassword('some+secret+key', 'us-west-1'),
      'BH+jbMzper5WwlwUar9E1ySBqHa9whi0GPo+sJ0mVYJj',
    );
  });

  it('is written once, as an address, and is in no argument that others on this machine could read', async () => {
    const world = played({ 'secretsmanager get-secret-value': { SecretString: 'made up' } });
    await writeMailSecret(world.run, BASE, 'us-west-1');
    const put = world.calls.at(-1)!;
    const url = new URL(put.input!);
    assert.equal(decodeURIComponent(url.password), 'BH+jbMzper5WwlwUar9E1ySBqHa9whi0GPo+sJ0mVYJj');
    assert.equal(url.host, 'email-smtp.eu-central-1.amazonaws.com:465');
    for (const { args } of world.calls) assert.doesNotMatch(args.join(' '), /smtps:|BH\+jb|some\+secret/);
    const again = played();
    assert.equal(await writeMailSecret(again.run, BASE, 'us-west-1'), 'is there');
    assert.ok(!again.steps().includes('iam create-access-key'));
  });
});
