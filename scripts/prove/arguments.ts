import { parseArgs } from 'node:util';
import { randomInt } from 'node:crypto';

export interface Options {
  /** Which faults, and for how long. */
  mode: 'quick' | 'default' | 'hours';
  /** Of `--hours`. */
  hours: number;
  seed: number;
  /** Another folder for the report; none unless told. */
  out: string | null;
  /** Of the faults, those whose name has this in it; all unless told. */
  only: string;
}

export const USAGE =
  'npm run prove takes: -- [--quick | --hours NUMBER] [--only TEXT] [--seed NUMBER] [--out FOLDER]';

/** Errors: one that says what is taken, when something else was typed. */
export function readArguments(args: readonly string[]): Options {
  const { values } = parsed(args);
  const hours = number(values.hours, 0);
  const seed = number(values.seed, randomInt(1, 1_000_000_000));
  if (values.quick && values.hours !== undefined) throw new Error(USAGE);
  const mode = values.quick ? 'quick' : values.hours === undefined ? 'default' : 'hours';
  return { mode, hours, seed, out: values.out ?? null, only: values.only ?? '' };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = { quick: { type: 'boolean' }, hours: text, seed: text, out: text, only: text } as const;
    return parseArgs({ args: [...args], options });
  } catch {
    throw new Error(USAGE);
  }
}

function number(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!(value > 0)) throw new Error(USAGE);
  return value;
}

/** As it is typed. */
export function modeText({ mode, hours, only }: Options): string {
  const length = mode === 'quick' ? ['--quick'] : mode === 'hours' ? [`--hours ${hours}`] : [];
  return [...length, ...(only === '' ? [] : [`--only '${only}'`])].join(' ');
}
