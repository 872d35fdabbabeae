/**
 * One instance that adds to a number: on SIGUSR2, COUNT times by compare-and-set, WORKERS at a time. Prints "ready",
 * then "done" and how often somebody else was faster. Run from the built shop, as an instance would be.
 */
import 'reflect-metadata';

type EnvModule = typeof import('../../src/platform/config/env.js');
type OpenModule = typeof import('../../src/platform/values/open-value-store.js');
type Parts = Parameters<OpenModule['openValueStore']>[1];

const built = (path: string): string => new URL(`../../dist/src/platform/${path}`, import.meta.url).href;
const { readEnv } = (await import(built('config/env.js'))) as EnvModule;
const { openValueStore } = (await import(built('values/open-value-store.js'))) as OpenModule;

const { ADD_TO = '', COUNT = '0', WORKERS = '1' } = process.env;
const LIFE_MS = 60_000;
const store = await openValueStore(readEnv(), { deadlineMs: 2500 } as Parts);
let left = Number(COUNT);
let lost = 0;

async function add(): Promise<void> {
  for (;;) {
    const old = await store.get(ADD_TO);
    const next = String(Number(old?.text ?? 0) + 1);
    if (await store.put(ADD_TO, next, old?.version ?? null, LIFE_MS)) return;
    lost += 1;
  }
}

async function work(): Promise<void> {
  while (left > 0) {
    left -= 1;
    await add();
  }
}

const alive = setInterval(() => {}, 1000);
process.once('SIGUSR2', () => {
  void Promise.all(Array.from({ length: Number(WORKERS) }, work))
    .then(() => console.log(`done, lost ${lost}`))
    .catch((error: Error) => console.log(`failed: ${error.message}`))
    .then(() => store.close())
    .finally(() => clearInterval(alive));
});
console.log('ready');
