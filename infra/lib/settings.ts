import type { Node } from 'constructs';
import { isSizeName, type SizeName } from '../sizes.ts';

/** Web on Fargate, or on machines of an Auto Scaling group. */
export type Variant = 'fargate' | 'ec2';

export interface Settings {
  size: SizeName;
  variant: Variant;
  /** Where shoppers go: `shop.example.com`. */
  domain: string;
  /** The public zone of Route 53 that holds the domain. */
  zoneName: string;
  zoneId: string;
  /** Which image of the repository runs. */
  imageTag: string;
  /** Who gets alarms; nobody is told when it is empty. */
  alarmMail: string;
  currency: string;
  country: string;
  timeZone: string;
}

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** What is expected of a setting, and whether a text is that. */
const RULES: Record<keyof Settings, [expected: string, isFine: (text: string) => boolean]> = {
  size: ['small, medium or large', isSizeName],
  variant: ['fargate or ec2', (text) => text === 'fargate' || text === 'ec2'],
  domain: ['a host name such as shop.example.com', (text) => DOMAIN.test(text)],
  zoneName: ['the name of a hosted zone such as example.com', (text) => DOMAIN.test(text)],
  zoneId: ['the id of a hosted zone such as Z0123456789ABCDEFGHIJ', (text) => /^Z[A-Z0-9]{5,31}$/.test(text)],
  imageTag: ['the tag of an image', (text) => /^[\w][\w.-]{0,127}$/.test(text)],
  alarmMail: ['an e-mail address, or nothing', (text) => text === '' || /^[^@\s]+@[^@\s]+$/.test(text)],
  currency: ['a currency code such as USD', (text) => /^[A-Z]{3}$/.test(text)],
  country: ['a country code such as US', (text) => /^[A-Z]{2}$/.test(text)],
  timeZone: ['a time zone such as Europe/Berlin or UTC', (text) => /^[A-Za-z]+(\/[\w+-]+)*$/.test(text)],
};

const DEFAULTS: Partial<Settings> = {
  size: 'small',
  variant: 'fargate',
  alarmMail: '',
  currency: 'USD',
  country: 'US',
  timeZone: 'UTC',
};

/**
 * Reads the settings from the context of the app (`-c domain=shop.example.com`).
 * Errors: one line for each that is missing or wrong, with what was expected.
 */
export function readSettings(node: Node): Settings {
  const given = (name: string): string => String(node.tryGetContext(name) ?? DEFAULTS[name as 'size'] ?? '');
  const texts = Object.fromEntries(Object.keys(RULES).map((name) => [name, given(name)]));
  const problems = Object.entries(RULES)
    .filter(([name, [, isFine]]) => !isFine(texts[name]!))
    .map(([name, [expected]]) => `${name}: expected ${expected}`);
  const settings = texts as unknown as Settings;
  if (problems.length === 0 && !`.${settings.domain}`.endsWith(`.${settings.zoneName}`))
    problems.push(`domain: expected a name in the zone ${settings.zoneName}`);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return settings;
}
