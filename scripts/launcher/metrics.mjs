/** The metrics of all processes of `npm start` as one, on METRICS_PORT of this machine only. */
import { join } from 'node:path';
import { root } from './project.mjs';
import { PlainError } from './terminal.mjs';

const HOST = '127.0.0.1';

export class ShopMetrics {
  /** The shop's processes, once they run. */
  parts = [];
  /** Where to read them; undefined when they are switched off. */
  address;
  #server;
  /** Last answer of each part. */
  #last = new Map();
  /** What processes had counted that have ended since. */
  #ended = [];
  #summing;

  /** `setting`: METRICS_PORT, already checked. Needs the packages and the build. Errors: PlainError when it is taken. */
  async open(setting) {
    if (setting === 'off') return;
    const { serveMetrics } = await import(join(root, 'dist/src/platform/metrics/metrics-server.js'));
    const place = { host: HOST, port: setting ? Number(setting) : undefined };
    this.#server = await serveMetrics(place, () => this.#text()).catch((error) => {
      throw new PlainError(error.message, 78);
    });
    this.address = `${HOST}:${this.#server.port}/metrics`;
  }

  close() {
    this.#server?.close();
  }

  /** One round of questions at a time; who asks meanwhile gets the same answer. */
  #text() {
    this.#summing ??= this.#sum().finally(() => (this.#summing = undefined));
    return this.#summing;
  }

  async #sum() {
    const answers = await Promise.all(this.parts.map((part) => part.ask('metrics')));
    for (const [nth, answer] of answers.entries()) if (answer) await this.#take(this.parts[nth], answer);
    const figures = [...this.#last.values()].map(({ metrics }) => metrics);
    return (await aggregate([...figures, this.#ended])).metrics();
  }

  /** A process that was started again counts from 0; without the old counts the sum would fall, which no counter may. */
  async #take(part, answer) {
    const before = this.#last.get(part);
    if (before && before.pid !== answer.pid) {
      const counts = before.metrics.filter(({ type }) => type === 'counter' || type === 'histogram');
      this.#ended = await (await aggregate([this.#ended, counts])).getMetricsAsJSON();
    }
    this.#last.set(part, answer);
  }
}

async function aggregate(figures) {
  const { AggregatorRegistry } = await import('prom-client');
  return AggregatorRegistry.aggregate(figures);
}
