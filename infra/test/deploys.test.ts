import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { only, resources, templatesOf } from './templates.ts';

const { base, shop } = templatesOf();

describe('a new version', () => {
  const group = only(shop, 'AWS::CodeDeploy::DeploymentGroup').Properties;

  it('of web comes by CodeDeploy, beside the old one, a tenth of the requests first', () => {
    const web = resources(shop, 'AWS::ECS::Service').find(({ Properties }) => Properties.LoadBalancers)!;
    assert.equal(web.Properties.DeploymentController.Type, 'CODE_DEPLOY');
    assert.deepEqual(group.DeploymentStyle, {
      DeploymentOption: 'WITH_TRAFFIC_CONTROL',
      DeploymentType: 'BLUE_GREEN',
    });
    assert.equal(group.DeploymentConfigName, 'CodeDeployDefault.ECSCanary10Percent5Minutes');
    assert.equal(group.LoadBalancerInfo.TargetGroupPairInfoList[0].TargetGroups.length, 2);
  });

  it('goes back when it fails, is stopped, or an alarm speaks against it', () => {
    assert.equal(group.AutoRollbackConfiguration.Enabled, true);
    assert.deepEqual(group.AutoRollbackConfiguration.Events.toSorted(), [
      'DEPLOYMENT_FAILURE',
      'DEPLOYMENT_STOP_ON_ALARM',
      'DEPLOYMENT_STOP_ON_REQUEST',
    ]);
    const names = JSON.stringify(group.AlarmConfiguration.Alarms);
    for (const alarm of ['Faults', 'Unanswered', 'Slow', 'Sick1', 'Sick2'])
      assert.match(names, new RegExp(`Alarms${alarm}`));
    assert.equal(group.AlarmConfiguration.Enabled, true);
  });

  it('of the worker goes back when it does not start', () => {
    const worker = resources(shop, 'AWS::ECS::Service').find(({ Properties }) => !Properties.LoadBalancers)!;
    const { DeploymentCircuitBreaker, MinimumHealthyPercent } = worker.Properties.DeploymentConfiguration;
    assert.deepEqual(DeploymentCircuitBreaker, { Enable: true, Rollback: true });
    assert.equal(MinimumHealthyPercent, 100);
  });

  it('leaves the old one’s description, which its tasks need to come back', () => {
    for (const template of [base, shop])
      for (const task of resources(template, 'AWS::ECS::TaskDefinition'))
        assert.equal(task.UpdateReplacePolicy, 'Retain');
  });
});

describe('on machines', () => {
  const { shop: ec2 } = templatesOf('small', 'ec2');
  const data = only(ec2, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData;
  const group = only(ec2, 'AWS::AutoScaling::AutoScalingGroup');
  const script = JSON.stringify(data.UserData);

  it('nobody signs in, and the role is told to the machine itself only', () => {
    assert.equal(data.KeyName, undefined);
    assert.deepEqual(data.MetadataOptions, { HttpPutResponseHopLimit: 1, HttpTokens: 'required' });
    assert.match(script, /--network host/);
  });

  it('disks are encrypted, and no secret is in the script that starts them', () => {
    assert.equal(data.BlockDeviceMappings[0].Ebs.Encrypted, true);
    assert.doesNotMatch(script, /resolve:secretsmanager|sk_live/);
    assert.match(script, /secretsmanager get-secret-value/);
    assert.match(script, /umask 077/);
    assert.match(script, />>\/run\/shop\.env/);
  });

  it('the shop runs as in a container of Fargate', () => {
    for (const flag of ['--read-only', '--user node', '--cap-drop ALL', '--security-opt no-new-privileges'])
      assert.ok(script.includes(flag), flag);
  });

  it('a machine lives for a week, less than a password', () => {
    assert.equal(group.Properties.MaxInstanceLifetime, 7 * 24 * 3600);
  });

  it('they are replaced one by one, each when it has said that it is ready', () => {
    const { AutoScalingRollingUpdate } = group.UpdatePolicy;
    assert.equal(AutoScalingRollingUpdate.MinInstancesInService, 2);
    assert.equal(AutoScalingRollingUpdate.MaxBatchSize, 1);
    assert.equal(AutoScalingRollingUpdate.WaitOnResourceSignals, true);
    assert.match(script, /readyz.*cfn-signal/);
    assert.equal(group.Properties.HealthCheckType, 'ELB');
  });

  it('they scale by requests and by CPU', () => {
    const kinds = resources(ec2, 'AWS::AutoScaling::ScalingPolicy').map(
      ({ Properties }) =>
        Properties.TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType,
    );
    assert.deepEqual(kinds.toSorted(), ['ALBRequestCountPerTarget', 'ASGAverageCPUUtilization']);
  });
});
