import { Template } from 'aws-cdk-lib/assertions';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cloudCart } from '../lib/app.ts';
import type { Variant } from '../lib/settings.ts';
import type { SizeName } from '../sizes.ts';

/** What a shop may be given; nothing of it is anybody's. */
export const CONTEXT = {
  domain: 'shop.example.com',
  zoneName: 'example.com',
  zoneId: 'Z0123456789ABCDEFGHIJ',
  imageTag: '0123456789ab',
  alarmMail: 'ops@example.com',
};

export interface Templates {
  edge: Template;
  base: Template;
  shop: Template;
}

/** As CloudFormation has them. */
export interface Resource {
  Type: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- templates have no types
  Properties: any;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- templates have no types
  UpdatePolicy?: any;
}

const own = mkdtempSync(join(tmpdir(), 'cloudcart-infra-'));
const made = new Map<string, Templates>();
process.once('exit', () => rmSync(own, { recursive: true, force: true }));

/** Synthesised once for all tests, with the checks of cdk-nag: a finding that nobody has answered is an error here. */
export function templatesOf(size: SizeName = 'small', variant: Variant = 'fargate'): Templates {
  const name = `${size}-${variant}`;
  const known = made.get(name);
  if (known) return known;
  const stacks = cloudCart({ ...CONTEXT, size, variant }, join(own, name));
  stacks.app.synth();
  const [edge, base, shop] = [stacks.edge, stacks.base, stacks.shop].map((stack) =>
    Template.fromStack(stack),
  );
  const templates = { edge: edge!, base: base!, shop: shop! };
  made.set(name, templates);
  return templates;
}

export const resources = (template: Template, type: string): Resource[] =>
  Object.values(template.findResources(type)) as Resource[];

/** The one resource of a type. */
export function only(template: Template, type: string): Resource {
  const [first, ...others] = resources(template, type);
  if (!first || others.length > 0)
    throw new Error(`expected one ${type}, found ${others.length + (first ? 1 : 0)}`);
  return first;
}

/** A file of the project, to compare with what the shop itself says. */
export const projectFile = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

/** The number that a constant or a property of the shop has, such as `keepAliveMs: 70_000`. */
export function constantOf(path: string, name: string): number {
  const [, digits] = new RegExp(`${name}(?: =|:) ([\\d_]+)[;,]`).exec(projectFile(path)) ?? [];
  if (!digits) throw new Error(`${path} has no ${name}`);
  return Number(digits.replaceAll('_', ''));
}
