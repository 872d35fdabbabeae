import { Injectable } from '@nestjs/common';

export type ReadinessState = 'starting' | 'migrations_missing' | 'ready' | 'draining';

/** Whether this one process wants new requests. Shared dependencies do not count: all instances would leave at once. */
@Injectable()
export class Readiness {
  state: ReadinessState = 'starting';
}
