import type { INestApplicationContext } from '@nestjs/common';
import { zonedTime } from '../../src/core/calendar/zoned-time.js';
import { ENV, type Env } from '../../src/platform/config/env.js';
import { Mistyped } from './command.js';

/** A time by the clocks of the shop. `name`: of the option. Errors: Mistyped for a text that is none. */
export function parseTime(shop: INestApplicationContext, typed: string, name: string): Date {
  const zone = shop.get<Env>(ENV).SHOP_TIME_ZONE;
  const moment = zonedTime(typed, zone);
  if (!moment) throw new Mistyped(`${name} is a time such as 2026-11-27 or "2026-11-27 09:30" (${zone})`);
  return moment;
}
