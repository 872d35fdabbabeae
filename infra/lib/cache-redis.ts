import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Redis, type RedisProps } from './redis.ts';

/** Cached reads: may forget anything, keeps what is asked for most, and is never copied to disk. */
export class CacheRedis extends Redis {
  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, id, props, {
      description: 'cached reads',
      maxmemoryPolicy: 'allkeys-lfu',
      snapshotDays: 0,
    });
    if (props.replicas === 0)
      Validations.of(this.group).acknowledge({
        id: 'AwsSolutions-AEC4',
        reason:
          'One node is enough for a cache: while it is away each process serves from its own memory, and what is missing is read from MySQL (test/faults/cache-away.test.ts).',
      });
  }
}
