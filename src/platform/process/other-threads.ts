let waiting = 0;

/** How many pieces of work of this process wait for other threads: the event loop has nothing to do for them meanwhile. */
export const waitingForThreads = (): number => waiting;

/** Runs work that other threads do, its queue in front of them included. */
export async function onOtherThreads<T>(work: () => Promise<T>): Promise<T> {
  waiting += 1;
  try {
    return await work();
  } finally {
    waiting -= 1;
  }
}
