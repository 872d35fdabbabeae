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
  /** The shop of docker-compose.yml instead of processes of this machine. */
  isCompose: boolean;
  /** Of the faults, those whose name has this in it; all unless told. */
  only: string;
}

export const USAGE =
  'npm run prove takes: -- [--quick | --hours NUMBER] [--compose] [--only TEXT] [--seed NUMBER] [--out FOLDER]; not --hours with --compose';

/** Errors: one that says what is taken, when something else was typed. */
export function readArguments(args: readonly string[]): Options {
  const { values } = parsed(args);
  const hours = number(values.hours, 0);
  const seed = number(values.seed, randomInt(1, 1_000_000_000));
  const { quick = false, compose: isCompose = false } = values;
  if ((quick || isCompose) && values.hours !== undefined) throw new Error(USAGE);
  const mode = quick ? 'quick' : values.hours === undefined ? 'default' : 'hours';
  return { mode, hours, seed, isCompose, out: values.out ?? null, only: values.only ?? '' };
}

function parsed(args: readonly string[]) {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }] as const;
  const options = { quick: flag, compose: flag, hours: text, seed: text, out: text, only: text };
  try {
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
export function modeText({ mode, hours, only, isCompose }: Options): string {
  const length = mode === 'quick' ? ['--quick'] : mode === 'hours' ? [`--hours ${hours}`] : [];
  return [...length, ...(isCompose ? ['--compose'] : []), ...(only === '' ? [] : [`--only '${only}'`])].join(
    ' ',
  );
}
