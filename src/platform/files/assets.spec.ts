import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Assets } from './assets.js';

describe('addresses with hashes', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcart-assets-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Files of a shop by plain address. */
  function assetsOf(texts: Record<string, string>): Assets {
    const sources = Object.entries(texts).map(([name, text], nth) => {
      const file = join(folder, String(nth));
      writeFileSync(file, text);
      return [name, file] as const;
    });
    return new Assets(new Map(sources));
  }
  const textOf = async (assets: Assets, path: string) => String(await assets.find(path)?.file.body());

  const SHOP = {
    '/js/shop.js': `import './menu.js';\nimport { a } from './list.js';`,
    '/js/menu.js': `import './list.js';`,
    '/js/list.js': `fetch('./menu.js')`,
    '/css/base.css': `@font-face { src: url('/fonts/a.woff2') }\nb { background: url(data:x) }`,
    '/fonts/a.woff2': 'font',
  };

  it('are made of the content, and keep folder, name and ending', () => {
    const assets = assetsOf(SHOP);
    expect(assets.address('/css/base.css')).toMatch(/^\/css\/base\.[0-9a-f]{8}\.css$/);
    expect(assetsOf(SHOP).address('/css/base.css')).toBe(assets.address('/css/base.css'));
    expect(assets.address('/fonts/a.woff2')).toBe('/fonts/a.795ea3ef.woff2');
  });

  it('are what files name each other by', async () => {
    const assets = assetsOf(SHOP);
    const [menu, list] = [assets.address('/js/menu.js'), assets.address('/js/list.js')];
    expect(await textOf(assets, '/js/shop.js')).toBe(`import '${menu}';\nimport { a } from '${list}';`);
    expect(await textOf(assets, '/js/list.js')).toBe(SHOP['/js/list.js']);
    expect(await textOf(assets, '/css/base.css')).toContain(`url('${assets.address('/fonts/a.woff2')}')`);
    expect(await textOf(assets, '/css/base.css')).toContain('url(data:x)');
  });

  it('change with what is named, at any depth, and not with what is beside', () => {
    const [before, after] = [assetsOf(SHOP), assetsOf({ ...SHOP, '/js/list.js': 'changed' })];
    const changed = Object.keys(SHOP).filter((name) => before.address(name) !== after.address(name));
    expect(changed).toEqual(['/js/shop.js', '/js/menu.js', '/js/list.js']);
  });

  it('are known for all that a script imports, each once', () => {
    const assets = assetsOf(SHOP);
    const needed = [assets.address('/js/menu.js'), assets.address('/js/list.js')];
    expect(assets.needsOf('/js/shop.js')).toEqual(needed);
  });

  it('lead to the file, as do its plain name and the hash of another release', () => {
    const assets = assetsOf(SHOP);
    const hashed = assets.find(assets.address('/css/base.css'))!;
    expect(hashed.by).toBe('hashed');
    expect(assets.find('/css/base.css')).toEqual({ file: hashed.file, by: 'plain' });
    expect(assets.find('/css/base.00000000.css')).toEqual({ file: hashed.file, by: 'other' });
  });

  it.each(['/css/no.css', '/css/no.00000000.css', '/css/base.0000.css', '/css/base.00000000.js', '/', ''])(
    'lead nowhere from %j',
    (path) => expect(assetsOf(SHOP).find(path)).toBeUndefined(),
  );

  it('cannot be made of scripts that import each other', () => {
    const circle = { '/js/a.js': `import './b.js';`, '/js/b.js': `import './a.js';` };
    expect(() => assetsOf(circle)).toThrow(
      '/js/a.js imports /js/b.js imports /js/a.js: move what they share',
    );
  });

  it('are not made up for a file that is not there', () => {
    expect(() => assetsOf(SHOP).address('/css/no.css')).toThrow('there is no file for /css/no.css');
  });
});
