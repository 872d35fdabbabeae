/** Settings that hold a secret, or an address with a password. */
const SECRET = /SECRET|PASSWORD|TOKEN|_KEY|_URLS?$/;
/** Shorter ones would tear holes into every text. */
const SHORTEST = 6;
const HIDDEN = '[hidden]';

/** A text without any of the secrets in `settings`: what a library says of an error is not ours to choose. */
export function withoutSecrets(text: string, settings: Readonly<Record<string, string | undefined>>): string {
  const values = Object.entries(settings).flatMap(([name, value]) =>
    value && SECRET.test(name) ? value.split(',').flatMap(secretsIn) : [],
  );
  // The longest first: one may be part of another.
  const found = values.filter((value) => value.length >= SHORTEST).toSorted((a, b) => b.length - a.length);
  return found.reduce((rest, value) => rest.replaceAll(value, HIDDEN), text);
}

/** Of an address its password, as it is written there and as it is meant; of anything else all of it. */
function secretsIn(value: string): string[] {
  if (!URL.canParse(value)) return [value];
  const { password } = new URL(value);
  return [password, decoded(password)];
}

/** What cannot be decoded is written as it is meant. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
