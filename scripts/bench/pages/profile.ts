import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startShop, type Setting } from './contenders.js';
import { shotOf, type Shot } from './load-connection.js';
import type { RowName } from './targets.js';

const SECONDS = 8;
const SHOWN = 15;

/** What V8 writes: https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile */
interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  samples: number[];
  timeDeltas: number[];
  endTime: number;
  startTime: number;
}

type Profiled = RowName | 'cold listing';
const USUAL: readonly Profiled[] = ['product-guest', 'product-session', 'cart-add', 'cold listing'];

/** Where one web process spends its time, for these rows or those that tell most, each in a process of its own. */
export async function profiles(
  setting: Setting,
  folder: string,
  say: (line: string) => void,
  rows: readonly Profiled[] = USUAL,
): Promise<string> {
  const tables: string[] = [];
  for (const name of rows) {
    say(name);
    const place = join(folder, name);
    const shop = await startShop(setting, ['--cpu-prof', `--cpu-prof-dir=${place}`]);
    const row = setting.rows.find((one) => one.name === name);
    const shots = row ? await shop.shotsOf(row) : coldListings(shop.process.url);
    const requests = await shop.load.saturate(shots, SECONDS);
    shop.load.close();
    await shop.process.end();
    const [file] = readdirSync(place);
    const profile = JSON.parse(readFileSync(join(place, file!), 'utf8')) as CpuProfile;
    tables.push(
      `${name}, ${Math.round(requests / SECONDS)} requests a second\n${tableOf(profile, setting.dist)}`,
    );
  }
  return `${tables.join('\n\n')}\n`;
}

/** Lists that nobody has asked for before. */
const coldListings = (url: string): Shot[] =>
  Array.from({ length: 50_000 }, (_, nth) =>
    shotOf({ method: 'GET', path: `/collections/all?filter.v.price.lte=${50 + nth / 100}` }, 200, url),
  );

/** Shares of the time that was not idle, without the calls that a function made. */
function tableOf(profile: CpuProfile, dist: string): string {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const from = profile.endTime - SECONDS * 1e6;
  const [functions, files] = [new Map<string, number>(), new Map<string, number>()];
  let [moment, busy] = [profile.startTime, 0];
  profile.samples.forEach((id, nth) => {
    const took = profile.timeDeltas[nth]!;
    moment += took;
    const { functionName, url } = names.get(id)!;
    if (moment < from || functionName === '(idle)') return;
    const file = fileOf(url, dist);
    busy += took;
    add(functions, `${functionName || '(anonymous)'} ${file}`, took);
    add(files, file || functionName, took);
  });
  return [functions, files].map((times) => top(times, busy)).join('\n\n');
}

const add = (times: Map<string, number>, name: string, took: number) =>
  times.set(name, (times.get(name) ?? 0) + took);

/** The most expensive first. */
const top = (times: ReadonlyMap<string, number>, all: number): string =>
  [...times]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, SHOWN)
    .map(([name, took]) => `${((100 * took) / all).toFixed(1).padStart(5)} %  ${name}`)
    .join('\n');

/** A file of ours below dist, the name of a package, or a part of Node. */
function fileOf(url: string, dist: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  return name ?? (url.startsWith('file:') ? relative(dist, fileURLToPath(url)) : url);
}
