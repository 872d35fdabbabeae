/**
 * Several web processes behind one port (WEB_INSTANCES above 1); run by the launcher under Node 24.
 *
 * node:cluster rather than a TCP splice of our own: it hands the accepted connection itself over, so that the shop
 * sees the shopper's address (rate limits, logs), there is no second hop for the bytes, and round robin never gives
 * a connection to a process that has died or does not take it.
 */
import cluster from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';

const [main, count] = [process.argv[2], Number(process.argv[3])];
const LONGEST_PAUSE_MS = 8000;
let isStopping = false;
let exitCode = 0;

cluster.schedulingPolicy = cluster.SCHED_RR;
cluster.setupPrimary({ exec: main, args: [], execArgv: [] });

function stop(code = 0) {
  if (isStopping) return;
  isStopping = true;
  exitCode = code;
  const workers = Object.values(cluster.workers);
  if (workers.length === 0) process.exit(exitCode);
  for (const worker of workers) worker.process.kill('SIGTERM');
}

/** Runs the web process called `name` and starts it again when it dies: at once, then after growing pauses. */
function keep(name, pauseMs = 0) {
  const started = performance.now();
  const worker = cluster.fork({ INSTANCE_NAME: name });
  let isListening = false;
  worker.once('listening', () => (isListening = true));
  worker.on('error', () => {}); // sending to one that is just dying; its exit follows
  worker.once('exit', async (code, signal) => {
    if (isStopping) {
      if (Object.keys(cluster.workers).length === 0) process.exit(exitCode);
      return;
    }
    // A wrong setting, or a first start that failed, will not be better the next time.
    if (code === 78 || (!isListening && pauseMs === 0)) return stop(code || 1);
    process.stderr.write(`${name} ended (${signal ?? code}); starting it again.\n`);
    const pause = performance.now() - started > 30_000 ? 0 : pauseMs;
    await sleep(pause);
    if (!isStopping) keep(name, Math.min(LONGEST_PAUSE_MS, Math.max(500, pause * 2)));
  });
}

process.on('SIGTERM', () => stop());
process.on('SIGINT', () => stop());
process.once('disconnect', () => stop());
for (let number = 1; number <= count; number += 1) keep(`web-${number}`);
