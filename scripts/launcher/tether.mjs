/**
 * Loaded into the shop's processes before their own code (node --import): when the launcher is killed, the line to it
 * breaks, and the process ends itself in good order instead of holding the port for ever.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
