import { Global, Injectable, Module } from '@nestjs/common';

/** The time of day, replaceable in tests. Durations are measured with `performance.now()` instead. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}

@Global()
@Module({ providers: [Clock], exports: [Clock] })
export class ClockModule {}
