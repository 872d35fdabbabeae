import { Logger } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { networkWarnings } from '../config/network-rules.js';

/** Says in the log what production allows and should not be left like that. */
export function warnAtStart(env: Env): void {
  if (env.NODE_ENV !== 'production') return;
  const log = new Logger('Settings');
  for (const warning of networkWarnings(env)) log.warn(warning);
}
