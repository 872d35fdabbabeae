/** One line on standard output when `work` is done: what it was, how long it took, and what it answers as `detail`. */
export async function step<T extends { detail: string }>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`  · ${name} ...`);
  const finish = (mark: string, detail: string) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const start = process.stdout.isTTY ? '\r\x1b[2K' : '';
    process.stdout.write(
      `${start}  ${mark} ${name.padEnd(16)} ${seconds.padStart(6)} s  ${detail}`.trimEnd(),
    );
    process.stdout.write('\n');
  };
  try {
    const result = await work();
    finish('✓', result.detail);
    return result;
  } catch (error) {
    finish('✗', '');
    throw error;
  }
}

/** As people write sizes: `12.3 MB`. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
