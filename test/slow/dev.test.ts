import { appendFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';
import {
  dataFolder,
  launch,
  processesOf,
  removeFolder,
  type LaunchedShop,
} from '../support/launched-shop.js';

const PARTS = [
  'dist',
  'migrations',
  'public',
  'content',
  'themes',
  'scripts',
  'src',
  'views',
  'package.json',
  'package-lock.json',
];
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json'];

/** A copy of the project that a test may change, with the same packages. */
function copyProject(copy: string): void {
  mkdirSync(copy);
  for (const part of [...PARTS, ...SETTINGS])
    cpSync(join(PROJECT_ROOT, part), join(copy, part), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(copy, 'node_modules'));
}

describe('npm run dev', () => {
  const folder = dataFolder();
  const data = join(folder, 'data');
  const copy = join(folder, 'project');
  let shop: LaunchedShop;
  let shopper: Shopper;

  beforeAll(async () => {
    copyProject(copy);
    shop = launch(data, {}, [join(copy, 'scripts', 'start.mjs'), '--watch']);
    shopper = new Shopper(await shop.ready());
  });
  afterAll(async () => {
    await shop?.end();
    for (const pid of processesOf(data)) process.kill(pid, 'SIGKILL');
    removeFolder(folder);
  });

  const file = (...path: string[]) => join(copy, ...path);
  const home = async () => (await shopper.get('/').catch(() => null))?.text ?? '';
  const restarts = () => shop.heard.err.split('restarting').length - 1;
  const change = (path: string, from: string | RegExp, to: string) => {
    const before = readFileSync(path, 'utf8');
    expect(before).toMatch(from);
    writeFileSync(path, before.replace(from, to));
  };

  it('shows a changed template on the next page, without a build or a restart', async () => {
    const restarted = restarts();
    appendFileSync(file('views', 'layouts', 'shop.hbs'), '<!-- changed by hand -->\n');
    expect(await home()).toContain('<!-- changed by hand -->');
    expect(restarts()).toBe(restarted);
  });

  it('shows a changed sentence', async () => {
    change(file('views', 'messages', 'en', 'common.json'), /"skip": ?".*?"/, '"skip": "Skip by hand"');
    await until('the new sentence', async () => (await home()).includes('Skip by hand'), 30);
  });

  it('gives a changed style a new address, so that no browser shows the old one', async () => {
    const address = /\/css\/shop\.[0-9a-f]{8}\.css/;
    const [before] = address.exec(await home())!;
    appendFileSync(file('public', 'css', 'parts', 'buttons.css'), '\n.by-hand { color: red; }\n');
    const changed = async () => {
      const [after] = address.exec(await home()) ?? [before];
      return after === before ? null : after;
    };
    const after = await until('a new address', changed, 30);
    expect((await shopper.get(after)).text).toContain('.by-hand');
  });
});
