/** How long `count` deeds take, so many at a time. */
export interface Rush {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Of this process, user and system, for one deed. */
  cpuMs: number;
}

export async function rush(
  count: number,
  atOnce: number,
  deed: (nth: number) => Promise<unknown>,
): Promise<Rush> {
  const took: number[] = [];
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  let next = 0;
  const worker = async () => {
    for (let nth = next++; nth < count; nth = next++) {
      const begun = performance.now();
      await deed(nth);
      took.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(cpu);
  took.sort((a, b) => a - b);
  const at = (part: number) => took[Math.min(count - 1, Math.floor(count * part))] ?? 0;
  return {
    perSecond: count / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    cpuMs: (used.user + used.system) / 1000 / count,
  };
}
