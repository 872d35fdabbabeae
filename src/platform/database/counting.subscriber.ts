import type { EntitySubscriberInterface } from 'typeorm';
import { EventSubscriber } from 'typeorm';
import type { AfterQueryEvent } from 'typeorm/subscriber/event/QueryEvent.js';
import { countStatement } from '../request/request-stats.js';

/** Counts every statement sent to MySQL for the request that sent it. */
@EventSubscriber()
export class CountingSubscriber implements EntitySubscriberInterface {
  afterQuery(event: AfterQueryEvent): void {
    countStatement(event.executionTime ?? 0);
  }
}
