import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '../client.js';
import { recorded } from '../recording.js';
import { ServerProcess } from '../server-process.js';
import { Load } from './load.js';
import type { Shot } from './load-connection.js';
import { answerOf, shotsOf, visitorsOf, type Row, type RowName, type Side } from './rows.js';

export const SCRIPTS = {
  shop: 'src/main.js',
  limit: 'scripts/bench/pages/limit-server.js',
  textbook: 'scripts/bench/pages/textbook-server.js',
};
export type ServerName = keyof typeof SCRIPTS;
export const SERVER_NAMES = Object.keys(SCRIPTS) as ServerName[];

export interface Setting {
  /** Folder with the compiled code. */
  dist: string;
  /** With what the servers share: stores, and the files BENCH_MODELS and BENCH_ANSWERS. */
  env: NodeJS.ProcessEnv;
  /** For the servers under test; null: wherever the system puts them. */
  core: number | null;
  rows: readonly Row[];
  /** What visitors have in their carts. */
  variantIds: readonly number[];
}

/** A server under test, and what it is asked. */
export interface Contender {
  process: ServerProcess;
  load: Load;
  /** What it is asked for a row, by new visitors: cookies of some minutes ago would be renewed by each answer. */
  shotsOf: (row: Row) => Promise<readonly Shot[]>;
}

interface Shop extends Contender {
  /** Of the body of an answer. */
  bytes: ReadonlyMap<RowName, number>;
}

/** Pages of the textbook may be longer or shorter by so much: other handles of sessions, and so on. */
const SAME_SIZE = 0.01;

/** The shop as its modules, which a profile then tells apart. */
const MODULES = 'src/web-process.js';

export const startServer = (name: ServerName, { dist, env, core }: Setting) =>
  ServerProcess.start(join(dist, SCRIPTS[name]), env, { core });

/** Writes what the templates of the pages are given into the file BENCH_MODELS. */
export function takeModels({ dist, env, rows }: Setting): void {
  const paths = rows.filter(({ request }) => request.method === 'GET').map(({ request }) => request.path);
  const script = join(dist, 'scripts', 'bench', 'pages', 'take-models.js');
  execFileSync(process.execPath, [script, ...new Set(paths)], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** The shop, with its answers written into the file BENCH_ANSWERS for the others. With `args` for Node it runs as modules. */
export async function startShop(setting: Setting, args?: string[]): Promise<Shop> {
  const { dist, env, core } = setting;
  const script = join(dist, args ? MODULES : SCRIPTS.shop);
  const shop = await ServerProcess.start(script, env, { core, ...(args && { args }) });
  const side = await sideOf(shop, setting);
  const answers = [];
  const bytes = new Map<RowName, number>();
  for (const row of setting.rows) {
    const answer = await answerOf(row, side);
    answers.push({ ...recorded(row.name, answer), asks: row.limitAsks });
    bytes.set(row.name, answer.body.length);
  }
  writeFileSync(setting.env['BENCH_ANSWERS']!, JSON.stringify(answers));
  side.client.close();
  return { ...(await contender(shop, () => sideOf(shop, setting))), bytes };
}

/** Errors: a page of another size than the shop's. */
export async function startTextbook(setting: Setting, shop: ServerProcess): Promise<Contender> {
  const textbook = await startServer('textbook', setting);
  const side = await sideOf(textbook, setting);
  await checkSizes(setting.rows, side, await sideOf(shop, setting));
  side.client.close();
  return contender(textbook, () => sideOf(textbook, setting));
}

export async function startLimit(setting: Setting): Promise<Contender> {
  const limit = await startServer('limit', setting);
  const side = async () => ({ client: new Client(limit.url, 1), cookies: ['a=b'], url: limit.url });
  const made = await contender(limit, side);
  const own = (row: Row) => ({ ...row, request: { ...row.request, path: `/${row.name}` } });
  return { ...made, shotsOf: (row) => made.shotsOf(own(row)) };
}

async function contender(process: ServerProcess, newSide: () => Promise<Side>): Promise<Contender> {
  const shotsFor = async (row: Row) => {
    const side = await newSide();
    try {
      return await shotsOf(row, side);
    } finally {
      side.client.close();
    }
  };
  return { process, load: await Load.open(process.url), shotsOf: shotsFor };
}

async function sideOf({ url }: ServerProcess, { variantIds }: Setting): Promise<Side> {
  const client = new Client(url, 4);
  return { url, client, cookies: await visitorsOf(client, variantIds) };
}

async function checkSizes(rows: readonly Row[], textbook: Side, shop: Side): Promise<void> {
  for (const row of rows.filter(({ status, encoding }) => status === 200 && !encoding)) {
    const [ours, theirs] = [await answerOf(row, shop), await answerOf(row, textbook)];
    if (Math.abs(theirs.body.length / ours.body.length - 1) > SAME_SIZE)
      throw new Error(`${row.title}: ${ours.body.length} bytes, by the textbook ${theirs.body.length}`);
  }
  shop.client.close();
}
