import { setImmediate as nextTurn } from 'node:timers/promises';

/** Gathers the names that are asked for in one turn of the event loop, and loads them together. */
export class Batch<T> {
  private names: string[] = [];
  private loading: Promise<ReadonlyMap<string, T>> | null = null;

  constructor(private readonly loadMany: (names: string[]) => Promise<ReadonlyMap<string, T>>) {}

  /** Null for a name that `loadMany` leaves out. Errors: those of `loadMany`, for every name of that turn. */
  async load(name: string): Promise<T | null> {
    this.names.push(name);
    this.loading ??= this.loadGathered();
    return (await this.loading).get(name) ?? null;
  }

  private async loadGathered(): Promise<ReadonlyMap<string, T>> {
    await nextTurn();
    const { names } = this;
    [this.names, this.loading] = [[], null];
    return this.loadMany(names);
  }
}
