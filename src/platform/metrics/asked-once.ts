/** Whoever comes while an answer is on its way gets that one: a store is asked once for all that one reading shows of it, also when it hangs. */
export function askedOnce<T>(ask: () => Promise<T>): () => Promise<T> {
  let asking: Promise<T> | undefined;
  return () => (asking ??= ask().finally(() => (asking = undefined)));
}
