import { PlainRefusal } from './plain-refusal.js';

/** Aborts at Ctrl-C or SIGTERM, so that what is half done is taken back before the process ends. */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  const stop = (signal: string) =>
    controller.abort(new PlainRefusal(`Stopped by ${signal}. What was half done is gone.`));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  return controller.signal;
}
