import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { nextPassword, nextSessions, rotate } from '../lambda/steps.mjs';
import { resources, templatesOf } from './templates.ts';

const { base, shop } = templatesOf();
const schedules = resources(base, 'AWS::SecretsManager::RotationSchedule').map(
  ({ Properties }) => Properties,
);

describe('secrets', () => {
  it('are made up by Secrets Manager, and are in no template', () => {
    for (const { Properties } of resources(base, 'AWS::SecretsManager::Secret')) {
      assert.equal(Properties.SecretString, undefined);
      assert.ok(Properties.GenerateSecretString);
    }
  });

  it('change each month but those that others make: SMTP, payment providers', () => {
    assert.equal(resources(base, 'AWS::SecretsManager::Secret').length - schedules.length, 2);
    for (const { RotationRules } of schedules)
      assert.equal(RotationRules.ScheduleExpression, 'rate(30 days)');
  });

  it('of MySQL take turns between two users, so that the one before goes on', () => {
    const kinds = schedules.flatMap(({ HostedRotationLambda }) => HostedRotationLambda?.RotationType ?? []);
    assert.deepEqual(kinds.toSorted(), ['MySQLMultiUser', 'MySQLSingleUser']);
  });

  it('are read again at least four times between two changes: all processes start anew each week', () => {
    const targets = resources(shop, 'AWS::Scheduler::Schedule').map(({ Properties }) => [
      Properties.ScheduleExpression,
      Properties.Target.Arn,
    ]);
    assert.deepEqual(targets.toSorted(), [
      ['cron(0 6 ? * SUN *)', 'arn:aws:scheduler:::aws-sdk:ecs:updateService'],
      ['cron(30 5 ? * SUN *)', 'arn:aws:scheduler:::aws-sdk:codedeploy:createDeployment'],
    ]);
  });

  it('are changed by functions inside the network', () => {
    for (const { Properties } of resources(base, 'AWS::Lambda::Function')) {
      assert.equal(Properties.Runtime, 'nodejs24.x');
      assert.match(JSON.stringify(Properties.VpcConfig.SecurityGroupIds), /Rotation/);
      assert.ok(Properties.Timeout <= 900);
    }
  });
});

/** Secrets Manager's stages, as far as the steps need them. */
class Stages {
  readonly texts = new Map([['v1', 'old']]);
  current = 'v1';
  pending: string | undefined;

  read(stage: string): Promise<string | null> {
    const version = stage === 'AWSCURRENT' ? this.current : this.pending;
    return Promise.resolve(version === undefined ? null : this.texts.get(version)!);
  }

  propose(version: string, text: string): Promise<void> {
    this.pending = version;
    this.texts.set(version, text);
    return Promise.resolve();
  }

  promote(version: string): Promise<void> {
    this.current = version;
    return Promise.resolve();
  }
}

describe('rotation', () => {
  const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];
  const server = () => {
    const taken = new Set(['old']);
    let applied = 0;
    return {
      taken,
      count: () => applied,
      next: nextPassword,
      isTaken: (text: string) => Promise.resolve(taken.has(text)),
      apply: (text: string) => {
        applied += 1;
        taken.add(text);
      },
    };
  };

  it('ends with a new value that the server takes beside the old one', async () => {
    const [stages, kind] = [new Stages(), server()];
    for (const step of STEPS) await rotate(step, 'v2', stages, kind);
    const now = await stages.read('AWSCURRENT');
    assert.match(now!, /^[0-9a-f]{64}$/);
    assert.deepEqual([...kind.taken], ['old', now]);
  });

  it('changes nothing a second time when a step is called again', async () => {
    const [stages, kind] = [new Stages(), server()];
    await rotate('createSecret', 'v2', stages, kind);
    const first = await stages.read('AWSPENDING');
    await rotate('createSecret', 'v2', stages, kind);
    assert.equal(await stages.read('AWSPENDING'), first);
    await rotate('setSecret', 'v2', stages, kind);
    await rotate('setSecret', 'v2', stages, kind);
    assert.equal(kind.count(), 1);
  });

  it('goes no further when the server does not take the new value', async () => {
    const [stages, kind] = [new Stages(), server()];
    await rotate('createSecret', 'v2', stages, kind);
    await assert.rejects(rotate('testSecret', 'v2', stages, kind), /not taken/);
    assert.equal(stages.current, 'v1');
  });

  it('lets the secret of sessions before the last change verify on', () => {
    const first = nextSessions('a'.repeat(64));
    const [signs, verifies, ...others] = nextSessions(first).split(',');
    assert.match(signs!, /^[0-9a-f]{64}$/);
    assert.equal(verifies, first.split(',')[0]);
    assert.deepEqual(others, []);
  });

  it('asks for the address, not a password, from the template', () => {
    const { Environment } = resources(base, 'AWS::Lambda::Function').find(
      ({ Properties }) => Properties.Environment?.Variables.REDIS_GROUP,
    )!.Properties;
    assert.deepEqual(Object.keys(Environment.Variables).toSorted(), [
      'REDIS_GROUP',
      'REDIS_HOST',
      'REDIS_PORT',
    ]);
  });
});
