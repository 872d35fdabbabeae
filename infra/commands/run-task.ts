import { setTimeout as pause } from 'node:timers/promises';
import type { Outputs } from './cdk.ts';
import { aws, type Shell } from './shell.ts';

interface Task {
  taskArn: string;
  lastStatus: string;
  stoppedReason?: string;
  containers: { exitCode?: number; reason?: string }[];
}
interface Answer {
  tasks: Task[];
  failures: { reason: string }[];
}

const LOOK_MS = 5000;

/** The task of the migrations in the network of the shop, with `command` instead of its own when there is one. */
const start = (base: Outputs, command: string[]): string[] => [
  ...['ecs', 'run-task', '--launch-type', 'FARGATE', '--cluster', base['ClusterName']!],
  ...['--task-definition', base['MigrationTask']!, '--network-configuration'],
  `awsvpcConfiguration={subnets=[${base['PrivateSubnets']}],securityGroups=[${base['WorkerGroup']}],assignPublicIp=DISABLED}`,
  ...(command.length === 0
    ? []
    : ['--overrides', JSON.stringify({ containerOverrides: [{ name: 'shop', command }] })]),
];

async function untilStopped(run: Shell, cluster: string, arn: string, lookMs: number): Promise<Task> {
  for (;;) {
    const { tasks } = await aws<Answer>(run, ['ecs', 'describe-tasks', '--cluster', cluster, '--tasks', arn]);
    const [task] = tasks;
    if (task?.lastStatus === 'STOPPED') return task;
    await pause(lookMs);
  }
}

/**
 * Runs a command of the shop once, in AWS, and answers what it printed.
 * Errors: when it could not be started, or ended with another code than 0; the message holds what it printed.
 */
export async function runTask(
  run: Shell,
  base: Outputs,
  command: string[] = [],
  lookMs = LOOK_MS,
): Promise<string> {
  const { tasks, failures } = await aws<Answer>(run, start(base, command));
  const arn = tasks[0]?.taskArn;
  if (!arn) throw new Error(`the task was not started: ${failures[0]?.reason ?? 'no reason given'}`);
  const task = await untilStopped(run, base['ClusterName']!, arn, lookMs);
  const stream = `migrate/shop/${arn.split('/').at(-1)}`;
  const printed = await read(run, base['MigrationLog']!, stream);
  const [container] = task.containers;
  if (container?.exitCode === 0) return printed;
  const reason = container?.reason ?? task.stoppedReason ?? '';
  throw new Error(`the task ended with ${container?.exitCode ?? 'no code'}: ${reason}\n${printed}`);
}

/** A task that never came to run has no log. */
async function read(run: Shell, group: string, stream: string): Promise<string> {
  const args = [
    'logs',
    'get-log-events',
    '--start-from-head',
    '--log-group-name',
    group,
    '--log-stream-name',
    stream,
  ];
  const { events } = await aws<{ events: { message: string }[] }>(run, args).catch(() => ({ events: [] }));
  return events.map(({ message }) => message).join('\n');
}
