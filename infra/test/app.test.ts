import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudCart } from '../lib/app.ts';
import type { Variant } from '../lib/settings.ts';
import { carries, ORDERS_PER_SECOND, REQUESTS_PER_TASK, SIZES, type SizeName } from '../sizes.ts';
import { sizesTable } from '../sizes-table.ts';
import { CONTEXT, projectFile, templatesOf } from './templates.ts';

const SNAPSHOTS = fileURLToPath(new URL('snapshots', import.meta.url));
const variants = [
  ...(Object.keys(SIZES) as SizeName[]).map((size) => [size, 'fargate'] as const),
  ['small', 'ec2'] as const,
];

/** `Stack/Resource` and what it is, for all three stacks. */
type Shown = Record<string, unknown>;

/** Without names that are digests of files, which change with any of their bytes. */
function shown(size: SizeName, variant: Variant): Shown {
  const entries = Object.entries(templatesOf(size, variant)).flatMap(([stack, template]) =>
    Object.entries(template.toJSON()['Resources'] as Shown).map(([name, one]) => [`${stack}/${name}`, one]),
  );
  return JSON.parse(
    JSON.stringify(Object.fromEntries(entries)).replaceAll(/[0-9a-f]{64}/g, 'DIGEST'),
  ) as Shown;
}

/** What is different from the small one on Fargate; null is what only that one has. */
function differences(from: Shown, to: Shown): Shown {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const changed = names.filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]));
  return Object.fromEntries(changed.map((name) => [name, to[name] ?? null]));
}

describe('templates', () => {
  for (const [size, variant] of variants)
    it(`of ${size} on ${variant} are those that were looked at; UPDATE=1 writes them anew`, () => {
      const file = join(SNAPSHOTS, `${size}-${variant}.json`);
      const [first, these] = [shown('small', 'fargate'), shown(size, variant)];
      const isFirst = size === 'small' && variant === 'fargate';
      const text = `${JSON.stringify(isFirst ? these : differences(first, these), null, 1)}\n`;
      if (process.env['UPDATE'] === '1') writeFileSync(file, text);
      assert.ok(existsSync(file), `${file} is missing`);
      // A difference of thousands of lines helps nobody: the first one that differs.
      const [now, before] = [text, readFileSync(file, 'utf8')].map((one) => one.split('\n'));
      const at = now!.findIndex((line, index) => line !== before![index]);
      assert.equal(
        at === -1 ? '' : `line ${at + 1}: ${now![at]}`,
        at === -1 ? '' : `line ${at + 1}: ${before![at]}`,
      );
      assert.equal(now!.length, before!.length);
    });

  it('hold neither an account, a region, nor a file that has to be built', () => {
    for (const template of Object.values(templatesOf())) {
      assert.doesNotMatch(JSON.stringify(template.toJSON()), /arn:aws:[a-z0-9-]+:[a-z]{2}-[a-z]+-\d:\d{12}/);
    }
  });
});

describe('cdk-nag', () => {
  it('is asked: an open bucket and an open port end the synthesis', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'cloudcart-weak-'));
    const { app, base } = cloudCart(CONTEXT, outdir);
    new s3.Bucket(base, 'Weak');
    base.network.groups.database.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(3307));
    const problems = /AwsSolutions-EC23'[\s\S]*AwsSolutions-S1'[\s\S]*AwsSolutions-S10'/;
    assert.throws(() => app.synth(), { name: 'ValidationFailed', message: problems });
    rmSync(outdir, { recursive: true, force: true });
  });
});

describe('settings', () => {
  const problems = (changes: Record<string, string>) => {
    try {
      cloudCart({ ...CONTEXT, ...changes });
    } catch (error) {
      return (error as Error).message.split('\n');
    }
    return [];
  };

  it('that are wrong or missing are all named at once, with what was expected', () => {
    assert.deepEqual(problems({ domain: '', size: 'huge', zoneId: 'x', currency: 'dollar' }), [
      'size: expected small, medium or large',
      'domain: expected a host name such as shop.example.com',
      'zoneId: expected the id of a hosted zone such as Z0123456789ABCDEFGHIJ',
      'currency: expected a currency code such as USD',
    ]);
  });

  it('name a domain of the zone', () => {
    assert.deepEqual(problems({ domain: 'shop.badexample.com' }), [
      'domain: expected a name in the zone example.com',
    ]);
  });
});

describe('docs/deploy-aws.md', () => {
  it('has the table of sizes', () => {
    assert.ok(projectFile('docs/deploy-aws.md').includes(sizesTable()), `write this:\n${sizesTable()}`);
  });

  it('promises a fifth of what was last measured at most', () => {
    const figure = (page: string, pattern: RegExp): number =>
      Number(pattern.exec(projectFile(page))?.[1]!.replaceAll(',', ''));
    const adds = figure('docs/page-speed.md', /\| add to cart \| 0 \| ([\d,]+)/);
    const placed = figure('docs/proof/orders.md', /"placed":(\d+)/);
    const slowestMs = figure('docs/proof/orders.md', /with 399 others \| \d+, (\d+)/);
    const redisMb = figure('docs/session-stores.md', /Redis held ([\d,]+) MB/);
    assert.ok(REQUESTS_PER_TASK <= adds / 5, `${adds} adds to carts a second`);
    assert.ok(ORDERS_PER_SECOND <= placed / (slowestMs / 1000) / 5, `${placed} orders in ${slowestMs} ms`);
    const { sessionRedis } = SIZES.small;
    const fitting = (sessionRedis.memoryMb * 1_000_000) / redisMb;
    assert.ok(carries(SIZES.small).sessions <= fitting / 2, `${redisMb} MB for a million sessions`);
  });
});
