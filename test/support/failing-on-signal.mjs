/**
 * A bug, for processes that are started with `--import` of this file: SIGUSR2 makes a promise fail that nobody waits for, SIGPIPE
 * throws where nobody catches. What they say holds FAILING_WITH.
 */
const bug = () => new Error(`a bug that knows ${process.env.FAILING_WITH}`);
process.on('SIGUSR2', () => void Promise.reject(bug()));
process.on('SIGPIPE', () => {
  throw bug();
});
