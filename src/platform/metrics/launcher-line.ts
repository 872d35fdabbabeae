import type { Registry } from 'prom-client';

/**
 * Under `npm start` the launcher asks over the line that it keeps to each of its processes anyway, and serves the sum:
 * no further port per process. A question is `{ ask: 'metrics', id }`, the answer `{ id, pid, metrics }` with
 * prom-client's JSON.
 */
export function answerLauncher(registry: Registry): void {
  process.on('message', (question: { ask?: string; id?: number }) => {
    if (question.ask === 'metrics') void answer(registry, question.id);
  });
  // Listening for questions must not keep a process alive that has nothing else to do.
  process.channel?.unref();
}

async function answer(registry: Registry, id: number | undefined): Promise<void> {
  const metrics = await registry.getMetricsAsJSON();
  // A launcher that is just ending hears nothing any more, and that is all right.
  process.send?.({ id, pid: process.pid, metrics }, undefined, undefined, () => {});
}
