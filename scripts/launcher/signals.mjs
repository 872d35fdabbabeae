/** Ctrl-C, SIGTERM and a closed terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** npm passes Ctrl-C on although the terminal has sent it to us as well: that is not a second one. */
const ECHO_MS = 500;

/** Calls `first` at the first signal and `again` when a person insists. */
export function onSignals(first, again) {
  let firstAt;
  const handle = (signal) => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      first(signal);
    } else if (performance.now() - firstAt > ECHO_MS) again(signal);
  };
  for (const signal of SIGNALS) process.on(signal, handle);
  process.stdout.on('error', () => {}); // the terminal is gone; there is still a shop to close
  process.stderr.on('error', () => {});
}
