import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../settings.json', import.meta.url));

const words = (name: string): string =>
  name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** `--zone-id Z1` becomes `zoneId: 'Z1'`. Errors: what is not a pair. */
export function readOptions(args: readonly string[]): Record<string, string> {
  const options: Record<string, string> = {};
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = [args[at]!, args[at + 1]];
    if (!name.startsWith('--') || value === undefined || value.startsWith('--'))
      throw new Error(`expected pairs such as --size small, not ${name}`);
    options[words(name.slice(2))] = value;
  }
  return options;
}

/** `settings.json` of this folder when there is one, and what the command line says differently. */
export function readChoices(args: readonly string[], file = FILE): Record<string, string> {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  return { ...kept, ...readOptions(args) };
}
