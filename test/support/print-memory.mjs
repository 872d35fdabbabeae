/**
 * Loaded into a process that a test measures (`node --expose-gc --import ...`): SIGUSR2 makes it say what it holds. The
 * collection is one that gives pages back: V8 keeps hundreds of megabytes of empty ones for the next rush otherwise,
 * and resident memory would tell how rushed the process has been.
 */
process.on('SIGUSR2', () => {
  globalThis.gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  process.stdout.write(`memory ${JSON.stringify({ rss, heapUsed, external, arrayBuffers })}\n`);
});
