import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { SIZES, type SizeName } from '../sizes.ts';
import { only, projectFile, resources, templatesOf } from './templates.ts';

/** What the shop's own line has, and the metrics of a worker too. */
const BACKLOG = /interface Backlog \{[^}]*\}/.exec(
  projectFile('src/platform/outbox/outbox.repository.ts'),
)![0];

const sizes = Object.keys(SIZES) as SizeName[];

for (const size of sizes)
  describe(`alarms of size ${size}`, () => {
    const { shop } = templatesOf(size);
    const alarms = resources(shop, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
    const of = (metric: string) => alarms.filter(({ MetricName }) => MetricName === metric);

    it('each say what to do, and to somebody', () => {
      const topic = Object.keys(shop.findResources('AWS::SNS::Topic'))[0];
      for (const { AlarmDescription, AlarmActions } of alarms) {
        assert.ok(AlarmDescription.length > 40);
        assert.deepEqual(AlarmActions, [{ Ref: topic }]);
      }
      assert.equal(only(shop, 'AWS::SNS::Subscription').Properties.Endpoint, 'ops@example.com');
    });

    it('tell of the first session that is evicted, on each node', () => {
      const nodes = SIZES[size].sessionRedis.replicas + 1;
      const found = of('Evictions');
      assert.equal(found.length, nodes);
      for (const { Threshold, EvaluationPeriods, Dimensions } of found) {
        assert.deepEqual([Threshold, EvaluationPeriods], [0, 1]);
        assert.match(JSON.stringify(Dimensions), /SessionRedis/);
      }
      assert.equal(of('DatabaseMemoryUsagePercentage').length, nodes);
    });

    it('tell of replicas that are behind, of full disks and of spent CPU credits', () => {
      const { replicas, instance } = SIZES[size].database;
      assert.equal(of('ReplicaLag').length, replicas);
      assert.equal(of('FreeStorageSpace').length, replicas + 1);
      const burstable = [SIZES[size].sessionRedis, SIZES[size].cacheRedis]
        .filter(({ node }) => node.startsWith('cache.t'))
        .reduce((sum, one) => sum + one.replicas + 1, instance.startsWith('t') ? replicas + 1 : 0);
      assert.equal(of('CPUCreditBalance').length, burstable);
    });

    it('tell of errors, slowness, nobody who is ready, and no worker, also when nothing is said at all', () => {
      assert.equal(of('HTTPCode_ELB_5XX_Count').length, 1);
      assert.equal(of('UnHealthyHostCount').length, 2);
      const slow = of('TargetResponseTime')[0];
      assert.deepEqual([slow.ExtendedStatistic, slow.Threshold], ['p99', 1]);
      const faults = alarms.find(({ Metrics }) => JSON.stringify(Metrics ?? '').includes('Target_5XX'));
      assert.equal(faults.Threshold, 1);
      const [worker] = of('RunningTaskCount');
      assert.deepEqual([worker.Threshold, worker.TreatMissingData], [1, 'breaching']);
    });

    it('tell of promised work that is late or was given up, by what the worker writes into its log', () => {
      const watch = projectFile('src/platform/outbox/outbox-watch.ts');
      const [, event] = /log\.warn\(\{ event: '([^']+)', \.\.\.backlog \}\)/.exec(watch)!;
      const filters = resources(shop, 'AWS::Logs::MetricFilter').map(({ Properties }) => Properties);
      const log = Object.keys(shop.findResources('AWS::Logs::LogGroup')).filter((id) =>
        id.startsWith('Worker'),
      );
      for (const { metric, field, limit, page } of [
        { metric: 'OutboxOldestSeconds', field: 'oldestSeconds', limit: 300, page: 'OutboxLate' },
        { metric: 'OutboxStuckRows', field: 'stuck', limit: 0, page: 'OutboxStuck' },
      ]) {
        const [{ FilterPattern, LogGroupName, MetricTransformations }] = filters.filter(
          (one) => one.MetricTransformations[0].MetricName === metric,
        );
        assert.equal(FilterPattern, `{ $.event = "${event}" }`);
        assert.deepEqual(
          [LogGroupName],
          log.map((Ref) => ({ Ref })),
        );
        assert.equal(MetricTransformations[0].MetricValue, `$.${field}`);
        assert.match(BACKLOG, new RegExp(`^  ${field}: number;$`, 'm'));
        const [{ Threshold, Statistic, TreatMissingData, AlarmDescription }] = of(metric);
        assert.deepEqual([Threshold, Statistic, TreatMissingData], [limit, 'Maximum', 'notBreaching']);
        assert.ok(AlarmDescription.endsWith(`docs/runbooks/${page}.md`));
        assert.match(projectFile(`docs/runbooks/${page}.md`), /CloudWatch/);
      }
    });

    it('tell of a password that could not be changed', () => {
      assert.equal(of('Errors').length, 3);
    });
  });

describe('dashboard', () => {
  it('begins with all alarms', () => {
    const { shop } = templatesOf();
    const body = JSON.stringify(only(shop, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody);
    const count = resources(shop, 'AWS::CloudWatch::Alarm').length;
    assert.equal([...body.matchAll(/"Alarms\w+","Arn"/g)].length, count);
  });
});
