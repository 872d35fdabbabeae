import type { Construct } from 'constructs';
import { Redis, type RedisProps } from './redis.ts';

/**
 * Sessions and carts: nothing may be evicted, and one node in another zone at least takes over when the primary is lost.
 * Errors: RangeError without a replica.
 */
export class SessionRedis extends Redis {
  constructor(scope: Construct, id: string, props: RedisProps & { snapshotDays: number }) {
    if (props.replicas < 1) throw new RangeError('the session store needs a replica to fail over to');
    super(scope, id, props, {
      description: 'sessions and carts',
      maxmemoryPolicy: 'noeviction',
      snapshotDays: props.snapshotDays,
    });
  }
}
