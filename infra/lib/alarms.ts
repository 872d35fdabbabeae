import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { SIZES } from '../sizes.ts';
import type { BaseStack } from './base-stack.ts';
import * as metrics from './metrics.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { WorkerService } from './worker-service.ts';

const GIGABYTE = 1024 ** 3;

interface Limit {
  metric: cloudwatch.IMetric;
  /** What it means and what to do. */
  text: string;
  above?: number;
  below?: number;
  /** How many periods of the metric, all of them. */
  times: number;
  /** Whether silence is an alarm too. */
  mustSpeak?: boolean;
}

/** What somebody has to be told, each with what to do. */
export class Alarms extends Construct {
  /** Those that speak against a version that has just come. */
  readonly ofDeploys: cloudwatch.Alarm[] = [];
  readonly all: cloudwatch.Alarm[] = [];
  private readonly topic: sns.Topic;

  constructor(
    scope: Construct,
    id: string,
    parts: {
      base: BaseStack;
      front: LoadBalancer;
      groups: elb.ApplicationTargetGroup[];
      worker: WorkerService;
      logs: Record<'Web' | 'Worker', LogGroup>;
    },
  ) {
    super(scope, id);
    const { base, front, groups, worker, logs } = parts;
    this.topic = new sns.Topic(this, 'Topic', { enforceSSL: true });
    if (base.settings.alarmMail) this.topic.addSubscription(new EmailSubscription(base.settings.alarmMail));
    this.ofRequests(front, groups);
    this.ofRedis(base);
    this.ofMysql(base);
    this.ofWork(worker, logs);
    this.ofOutbox(logs.Worker);
    this.ofRotations(base);
  }

  private ofRequests(front: LoadBalancer, groups: elb.ApplicationTargetGroup[]): void {
    const faults = this.alarm('Faults', {
      metric: metrics.faultPercent(front),
      above: 1,
      times: 3,
      text: 'More than 1 % of the answers are errors of the shop. Look at /statusz and at the log of web.',
    });
    const unanswered = this.alarm('Unanswered', {
      metric: metrics.unanswered(front),
      above: 10,
      times: 2,
      text: 'The load balancer answered itself, for want of a process that does. Are tasks running, and ready?',
    });
    const slow = this.alarm('Slow', {
      metric: metrics.slowest(front),
      above: 1,
      times: 5,
      text: 'One request of a hundred takes longer than a second. Look at MySQL, then at the CPU of web.',
    });
    const sick = groups.map((group, index) =>
      this.alarm(`Sick${index + 1}`, {
        metric: metrics.unhealthy(front, group),
        above: 0,
        times: 5,
        text: 'A process is not ready for five minutes: did the migrations run?',
      }),
    );
    this.ofDeploys.push(faults, unanswered, slow, ...sick);
  }

  private ofRedis({ sessionRedis, cacheRedis, settings }: BaseStack): void {
    const size = SIZES[settings.size];
    const stores = [
      { name: 'Session', store: sessionRedis, node: size.sessionRedis.node },
      { name: 'Cache', store: cacheRedis, node: size.cacheRedis.node },
    ];
    for (const { name, store, node } of stores)
      store.nodeIds.forEach((nodeId, index) => {
        this.alarm(`${name}Cpu${index + 1}`, {
          metric: metrics.redis(nodeId, 'EngineCPUUtilization', 'Average'),
          above: 70,
          times: 5,
          text: `Redis (${name}) has one thread for commands, and it is busy: take the next size.`,
        });
        if (isBurstable(node))
          this.alarm(`${name}Credits${index + 1}`, {
            metric: metrics.redis(nodeId, 'CPUCreditBalance', 'Minimum'),
            below: 30,
            times: 3,
            text: `Redis (${name}) has used up its CPU credits and will be slow: take the next size.`,
          });
      });
    sessionRedis.nodeIds.forEach((nodeId, index) => {
      this.alarm(`SessionEvictions${index + 1}`, {
        metric: metrics.redis(nodeId, 'Evictions', 'Sum'),
        above: 0,
        times: 1,
        text: 'Somebody’s cart or login is gone: the session store must never evict. Look at its parameter group and its memory.',
      });
      this.alarm(`SessionMemory${index + 1}`, {
        metric: metrics.redis(nodeId, 'DatabaseMemoryUsagePercentage', 'Maximum'),
        above: 75,
        times: 5,
        text: 'The session store fills up; when it is full, nobody new can have a cart: take the next size.',
      });
      this.alarm(`SessionLag${index + 1}`, {
        metric: metrics.redis(nodeId, 'ReplicationLag', 'Maximum'),
        above: 1,
        times: 5,
        text: 'A replica is a second behind: what it lacks is lost if its primary dies now.',
      });
    });
  }

  private ofMysql({ database, settings }: BaseStack): void {
    const size = SIZES[settings.size].database;
    const servers = [database.primary, ...database.replicas];
    servers.forEach((server, index) => {
      const name = index === 0 ? 'Mysql' : `Replica${index}`;
      this.alarm(`${name}Cpu`, {
        metric: server.metricCPUUtilization({ period: Duration.minutes(1) }),
        above: 80,
        times: 10,
        text: `${name} is busy: Performance Insights shows with what.`,
      });
      this.alarm(`${name}Storage`, {
        metric: server.metricFreeStorageSpace({ period: Duration.minutes(5), statistic: 'Minimum' }),
        below: size.storageGb[0] * GIGABYTE * 0.1,
        times: 2,
        text: `${name} has little room, and storage that grows by itself has not kept up.`,
      });
      if (isBurstable(size.instance))
        this.alarm(`${name}Credits`, {
          metric: server.metric('CPUCreditBalance', { period: Duration.minutes(5), statistic: 'Minimum' }),
          below: 50,
          times: 3,
          text: `${name} has used up its CPU credits and costs more from now on: take the next size.`,
        });
    });
    database.replicas.forEach((replica, index) =>
      this.alarm(`Replica${index + 1}Lag`, {
        metric: replica.metric('ReplicaLag', { period: Duration.minutes(1), statistic: 'Maximum' }),
        above: 5,
        times: 5,
        text: 'The shop reads no replica that is more than a second behind; all reads are the primary’s now.',
      }),
    );
  }

  private ofWork(worker: WorkerService, logs: Record<'Web' | 'Worker', LogGroup>): void {
    this.alarm('NoWorker', {
      metric: metrics.runningTasks(worker.service),
      below: 1,
      times: 3,
      mustSpeak: true,
      text: 'No worker runs: no mail is sent, no open payment is asked for. Look at the events of the service.',
    });
    for (const [name, logGroup] of Object.entries(logs)) {
      const filter = new MetricFilter(this, `${name}Errors`, {
        logGroup,
        metricNamespace: 'CloudCart',
        metricName: `${name}Errors`,
        // Of pino: 50 is an error, 60 the end of the process.
        filterPattern: FilterPattern.numberValue('$.level', '>=', 50),
        defaultValue: 0,
      });
      this.alarm(`${name}Log`, {
        metric: filter.metric({ statistic: 'Sum', period: Duration.minutes(5) }),
        above: 20,
        times: 2,
        text: `Errors in the log of ${name}. Mails that were given up: npm run task -- node dist/scripts/shop.js outbox list`,
      });
    }
  }

  /** Each worker says it once a minute, while it is so: silence means that nothing is late, or that no worker runs. */
  private ofOutbox(logGroup: LogGroup): void {
    const said = (metricName: string, field: string, minutes: number) =>
      new MetricFilter(this, metricName, {
        logGroup,
        metricNamespace: 'CloudCart',
        metricName,
        filterPattern: FilterPattern.stringValue('$.event', '=', 'outbox is late'),
        metricValue: `$.${field}`,
      }).metric({ statistic: 'Maximum', period: Duration.minutes(minutes) });
    this.alarm('OutboxLate', {
      metric: said('OutboxOldestSeconds', 'oldestSeconds', 2),
      above: 300,
      times: 1,
      text: 'Mails or other promised work wait for more than five minutes: docs/runbooks/OutboxLate.md',
    });
    this.alarm('OutboxStuck', {
      metric: said('OutboxStuckRows', 'stuck', 5),
      above: 0,
      times: 1,
      text: 'Mails or other promised work were given up after all tries: docs/runbooks/OutboxStuck.md',
    });
  }

  private ofRotations({ rotations }: BaseStack): void {
    rotations.forEach(({ function: one }, index) =>
      this.alarm(`Rotation${index + 1}`, {
        metric: one.metricErrors({ period: Duration.hours(1) }),
        above: 0,
        times: 1,
        text: 'A password was not changed. The one before goes on; look at the log of the function.',
      }),
    );
  }

  private alarm(
    id: string,
    { metric, text, above, below, times, mustSpeak = false }: Limit,
  ): cloudwatch.Alarm {
    const { LESS_THAN_THRESHOLD, GREATER_THAN_THRESHOLD } = cloudwatch.ComparisonOperator;
    const { BREACHING, NOT_BREACHING } = cloudwatch.TreatMissingData;
    const alarm = new cloudwatch.Alarm(this, id, {
      metric,
      alarmDescription: text,
      threshold: above ?? below ?? 0,
      comparisonOperator: above === undefined ? LESS_THAN_THRESHOLD : GREATER_THAN_THRESHOLD,
      evaluationPeriods: times,
      treatMissingData: mustSpeak ? BREACHING : NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    this.all.push(alarm);
    return alarm;
  }
}

/** Of the t family: what they may do depends on what they have saved. */
const isBurstable = (kind: string): boolean => /^(cache\.)?t\d/.test(kind);
