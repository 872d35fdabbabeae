import { UnavailableError } from '../errors/shop-error.js';

/**
 * So many loads at a time; the others wait their turn. Keeps an empty cache from becoming an overloaded database.
 * Errors: UnavailableError for whoever would be one too many in the queue.
 */
export class LoadLimit {
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(
    private readonly mostRunning: number,
    private readonly mostWaiting: number,
  ) {}

  async run<T>(load: () => Promise<T>): Promise<T> {
    if (this.running >= this.mostRunning) await this.turn();
    else this.running += 1;
    try {
      return await load();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  /** Whoever ends hands their place on, so the number of running ones stays. */
  private turn(): Promise<void> {
    if (this.queue.length >= this.mostWaiting) return Promise.reject(new UnavailableError('errors.too_busy'));
    return new Promise((resolve) => this.queue.push(resolve));
  }
}
