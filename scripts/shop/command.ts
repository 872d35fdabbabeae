import type { INestApplicationContext } from '@nestjs/common';

/** Options as typed: `--amount=5` is `{ amount: '5' }`, `--restock` is `{ restock: true }`. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

/** One deed of staff: a single call to the service that does it. Returns what to print; throws `Refused`. */
export interface Command {
  name: string;
  usage: string;
  /** Names of options with a value, and of switches. */
  values?: readonly string[];
  switches?: readonly string[];
  /** How many words follow the name. */
  words: number | ((options: Options) => number);
  run(shop: INestApplicationContext, words: readonly string[], options: Options): Promise<string>;
}

/** The shop said no, and why; the exit code is 1. */
export class Refused extends Error {}

/** The command was typed wrongly; the exit code is 2. */
export class Mistyped extends Error {}
