/** Loaded into a process that is measured (`--expose-gc --import`): says over IPC what it holds after a collection. */
process.on('message', (message) => {
  if (message !== 'memory') return;
  globalThis.gc!();
  globalThis.gc!();
  process.send!({ heapUsed: process.memoryUsage().heapUsed });
});
