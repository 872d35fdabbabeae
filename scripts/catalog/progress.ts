import { SingleBar } from 'cli-progress';

const QUIET_MS = 5000;

/**
 * How far a file has been read, on standard error: a bar on a terminal, else a line every five seconds. `say` writes a
 * line without tearing the bar.
 */
export class Progress {
  private readonly bar: SingleBar | undefined;
  private products = 0;
  private bytes = 0;
  private lastLine = performance.now();

  /** `noun`: what is counted. */
  constructor(
    private readonly totalBytes: number,
    private readonly noun = 'products',
  ) {
    if (!process.stderr.isTTY) return;
    this.bar = new SingleBar({
      format: `{bar} {percentage}% | {products} ${noun} | {eta_formatted} left`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
    });
    this.bar.start(totalBytes, 0, { products: 0 });
  }

  async *watch(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      this.bytes += chunk.length;
      yield chunk;
    }
  }

  add(products: number): void {
    this.products += products;
    this.bar?.update(this.bytes, { products: this.products });
    if (this.bar || performance.now() - this.lastLine < QUIET_MS) return;
    this.lastLine = performance.now();
    const percent = Math.floor((100 * this.bytes) / Math.max(1, this.totalBytes));
    process.stderr.write(`${percent} % read, ${this.products} ${this.noun}\n`);
  }

  /** A line on standard error. The bar is drawn again with the next step. */
  say(line: string): void {
    process.stderr.write(this.bar ? `\r\u001b[K${line}\n` : `${line}\n`);
  }

  stop(): void {
    this.bar?.stop();
  }
}
