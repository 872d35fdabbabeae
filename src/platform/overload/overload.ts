import { monitorEventLoopDelay, performance, type EventLoopUtilization } from 'node:perf_hooks';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { countOverload, countShed } from '../metrics/counters.js';
import { waitingForThreads } from '../process/other-threads.js';
import { LoadGauge } from './load-gauge.js';
import type { Priority } from './priority.js';

const WINDOW_MS = 250;
/** How often the delay of the event loop is looked at. */
const RESOLUTION_MS = 10;

/** Knows whether this process has more to do than it can, and says whom to refuse; see docs/decisions/0017-overload.md. */
@Injectable()
export class Overload implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(Overload.name);
  private readonly gauge = new LoadGauge(waitingForThreads);
  private readonly delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private timer: NodeJS.Timeout | undefined;
  private since = performance.now();
  private used: EventLoopUtilization = performance.eventLoopUtilization();
  private shed = nobody();

  onModuleInit(): void {
    this.delays.enable();
    this.timer = setInterval(() => this.look(), WINDOW_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.delays.disable();
  }

  /** Whether this process has more to do than it can now. */
  get isOverloaded(): boolean {
    return this.gauge.isOverloaded;
  }

  /** True when a request is to be refused; counts it. */
  refuses(priority: Priority): boolean {
    if (!this.gauge.refuses(priority)) return false;
    this.shed[priority] += 1;
    countShed(priority);
    return true;
  }

  /** A request is under way until the returned function is called, once or more often. */
  begin(): () => void {
    this.gauge.begin();
    let isOver = false;
    return () => {
      if (!isOver) this.gauge.end();
      isOver = true;
    };
  }

  private look(): void {
    const [now, used] = [performance.now(), performance.eventLoopUtilization()];
    const { utilization } = performance.eventLoopUtilization(used, this.used);
    const delayMs = this.delays.percentile(99) / 1e6 - RESOLUTION_MS;
    const hasChanged = this.gauge.sample({ milliseconds: now - this.since, utilization, delayMs });
    [this.since, this.used] = [now, used];
    this.delays.reset();
    if (hasChanged) this.report(delayMs);
  }

  /** Once when it begins and once when it ends: a line per refused request would be the next load. */
  private report(delayMs: number): void {
    const { isOverloaded, waitMs } = this.gauge;
    countOverload(isOverloaded ? 'begun' : 'ended');
    if (isOverloaded)
      this.log.warn(
        `more to do than this process can: event loop ${delayMs.toFixed(0)} ms late, a request waits some ${waitMs.toFixed(0)} ms; refusing search and listings first`,
      );
    else this.log.log(`the overload is over; refused meanwhile: ${JSON.stringify(this.shed)}`);
    if (isOverloaded) this.shed = nobody();
  }
}

const nobody = (): Record<Priority, number> => ({ browse: 0, page: 0, purchase: 0 });
