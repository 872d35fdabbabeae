import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { SIZES, type SizeName } from '../sizes.ts';
import { only, type Resource, resources, type Templates, templatesOf } from './templates.ts';

const sizes = Object.keys(SIZES) as SizeName[];

/** The group of a purpose, with the policy of its parameters. */
function redis({ base }: Templates, purpose: string): Resource['Properties'] {
  const group = resources(base, 'AWS::ElastiCache::ReplicationGroup').find(
    ({ Properties }) => Properties.ReplicationGroupDescription === purpose,
  )!;
  const name = group.Properties.CacheParameterGroupName.Ref;
  const parameters = base.findResources('AWS::ElastiCache::ParameterGroup')[name]!;
  return {
    ...group.Properties,
    policy: parameters['Properties'].Properties['maxmemory-policy'],
    kept: group,
  };
}

for (const size of sizes)
  describe(`stores of size ${size}`, () => {
    const templates = templatesOf(size);
    const sessions = redis(templates, 'sessions and carts');
    const cache = redis(templates, 'cached reads');
    const servers = resources(templates.base, 'AWS::RDS::DBInstance');
    const primary = servers.find(({ Properties }) => !Properties.SourceDBInstanceIdentifier)!;
    const replicas = servers.filter((one) => one !== primary);

    it('has two Redis, encrypted on the way and at rest, each with a password that no template holds', () => {
      for (const one of [sessions, cache]) {
        assert.equal(one.TransitEncryptionEnabled, true);
        assert.equal(one.TransitEncryptionMode, 'required');
        assert.equal(one.AtRestEncryptionEnabled, true);
        assert.match(JSON.stringify(one.AuthToken), /\{\{resolve:secretsmanager:/);
      }
      assert.notDeepEqual(sessions.AuthToken, cache.AuthToken);
    });

    it('never evicts sessions and carts, keeps copies of them, and has another zone take over', () => {
      assert.equal(sessions.policy, 'noeviction');
      assert.equal(sessions.MultiAZEnabled, true);
      assert.equal(sessions.AutomaticFailoverEnabled, true);
      assert.ok(sessions.NumCacheClusters >= 2);
      assert.ok(sessions.SnapshotRetentionLimit >= 7);
      assert.equal(sessions.kept.DeletionPolicy, 'Snapshot');
      assert.equal(sessions.kept.UpdateReplacePolicy, 'Snapshot');
    });

    it('lets the cache forget what is asked for least', () => {
      assert.equal(cache.policy, 'allkeys-lfu');
      assert.equal(cache.SnapshotRetentionLimit, undefined);
    });

    it('has MySQL in two zones, encrypted, closed, and not deleted by mistake', () => {
      const { Properties } = primary;
      assert.equal(Properties.MultiAZ, true);
      assert.equal(Properties.StorageEncrypted, true);
      assert.equal(Properties.DeletionProtection, true);
      assert.equal(primary.DeletionPolicy, 'Snapshot');
      assert.equal(Properties.BackupRetentionPeriod, SIZES[size].database.backupDays);
      assert.ok(Properties.BackupRetentionPeriod >= 14);
      assert.equal(replicas.length, SIZES[size].database.replicas);
      for (const replica of replicas) assert.equal(replica.Properties.DeletionProtection, false);
      for (const server of servers) {
        // A replica with less room than its primary stops when it is full.
        assert.equal(server.Properties.StorageType, 'gp3');
        assert.equal(server.Properties.MaxAllocatedStorage, SIZES[size].database.storageGb[1]);
        assert.equal(server.Properties.PubliclyAccessible, false);
        assert.equal(server.Properties.EnablePerformanceInsights, true);
        assert.deepEqual(server.Properties.EnableCloudwatchLogsExports, ['error', 'slowquery']);
        assert.equal(server.Properties.CACertificateIdentifier, 'rds-ca-rsa2048-g1');
      }
    });

    it('speaks to MySQL by TLS only', () => {
      const { Parameters } = only(templates.base, 'AWS::RDS::DBParameterGroup').Properties;
      assert.equal(Parameters.require_secure_transport, '1');
      assert.equal(Parameters.character_set_server, 'utf8mb4');
      assert.equal(Parameters.slow_query_log, '1');
      for (const { Properties } of servers) assert.ok(Properties.DBParameterGroupName.Ref);
    });

    it('has as many NAT gateways as its size says', () => {
      templates.base.resourceCountIs('AWS::EC2::NatGateway', SIZES[size].natGateways);
    });
  });

describe('what is kept', () => {
  const { base } = templatesOf();

  it('keeps buckets closed, encrypted, to TLS only, and when the stack is deleted', () => {
    for (const { Properties, DeletionPolicy } of resources(base, 'AWS::S3::Bucket')) {
      assert.deepEqual(Object.values(Properties.PublicAccessBlockConfiguration), [true, true, true, true]);
      assert.ok(Properties.BucketEncryption);
      assert.equal(DeletionPolicy, 'Retain');
    }
    const policies = resources(base, 'AWS::S3::BucketPolicy');
    assert.equal(policies.length, 2);
    for (const { Properties } of policies)
      assert.match(
        JSON.stringify(Properties.PolicyDocument),
        /"Bool":\{"aws:SecureTransport":"false"\}.*"Effect":"Deny"/,
      );
  });

  it('lets only distributions of this account read pictures, and only those', () => {
    const statements = resources(base, 'AWS::S3::BucketPolicy').flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );
    const found = statements.filter(({ Principal }) => Principal.Service === 'cloudfront.amazonaws.com');
    assert.equal(found.length, 1);
    assert.equal(found[0].Action, 's3:GetObject');
    assert.match(JSON.stringify(found[0].Resource), /\/media\/\*/);
    assert.deepEqual(found[0].Condition, {
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    });
  });

  it('copies MySQL into a vault each month, for a year', () => {
    const { BackupPlanRule } = only(base, 'AWS::Backup::BackupPlan').Properties.BackupPlan;
    assert.equal(BackupPlanRule[0].Lifecycle.DeleteAfterDays, 365);
    assert.equal(only(base, 'AWS::Backup::BackupVault').Properties.LockConfiguration.MinRetentionDays, 7);
  });

  it('takes images that nobody replaces and that are looked through', () => {
    const { Properties } = only(base, 'AWS::ECR::Repository');
    assert.equal(Properties.ImageTagMutability, 'IMMUTABLE');
    assert.equal(Properties.ImageScanningConfiguration.ScanOnPush, true);
  });
});
