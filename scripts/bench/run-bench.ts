import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from './client.js';
import { measure, type Measurement } from './measure.js';
import { recorded } from './recording.js';
import { result, type Result } from './report.js';
import type { Scenario } from './scenario.js';
import { ServerProcess } from './server-process.js';

/** As many connections as one busy browser opens, twice. */
const CONNECTIONS = 12;
const ROUNDS = 5;
const WARM_UP_SECONDS = 1;

export interface BenchOptions {
  /** Folder with the compiled code. */
  dist: string;
  /** Settings of the web process: a migrated, filled database, Redis. */
  env: NodeJS.ProcessEnv;
  /** Of measuring per scenario and server. */
  seconds: number;
  say?: (line: string) => void;
}

/**
 * Measures each scenario against one web process and a bare server that sends the same bytes, by turns, so that a
 * machine that slows down slows both. CPU is read from the system for the process as a whole.
 * Errors: when an answer has another status than the scenario expects.
 */
export async function runBench(
  makeScenarios: (client: Client) => Promise<Scenario[]>,
  options: BenchOptions,
): Promise<Result[]> {
  const env = {
    ...options.env,
    PORT: '0',
    METRICS_PORT: 'off',
    INSTANCE_NAME: 'bench',
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  };
  const shop = await ServerProcess.start(join(options.dist, 'src', 'main.js'), env);
  const client = new Client(shop.url, CONNECTIONS);
  try {
    const results: Result[] = [];
    for (const scenario of await makeScenarios(client)) {
      options.say?.(`${scenario.name}, session: ${scenario.session}`);
      results.push(await compare(scenario, shop, client, options));
    }
    return results;
  } finally {
    client.close();
    await shop.end();
  }
}

async function compare(scenario: Scenario, shop: ServerProcess, client: Client, options: BenchOptions) {
  const first = await client.send((await scenario.prepare(1)).next()!);
  const folder = mkdtempSync(join(tmpdir(), 'cloudcart-bench-'));
  const answers = join(folder, 'answers.json');
  writeFileSync(answers, JSON.stringify([recorded('answer', first)]));
  const bareScript = join(options.dist, 'scripts', 'bench', 'bare-server.js');
  const bare = await ServerProcess.start(bareScript, { ...process.env, BENCH_ANSWERS: answers });
  const bareClient = new Client(bare.url, CONNECTIONS);
  const ours: Measurement[] = [];
  const least: Measurement[] = [];
  const bareLoad = { next: () => ({ ...scenario.bare, path: '/answer' }), status: scenario.status };
  const shopLoad = async (count: number) => ({
    ...(await scenario.prepare(count)),
    status: scenario.status,
  });
  try {
    await measure(bare, bareClient, bareLoad, WARM_UP_SECONDS);
    if (!scenario.perRound) await measure(shop, client, await shopLoad(Infinity), WARM_UP_SECONDS * 2);
    for (let round = 0; round < ROUNDS; round += 1) {
      const load = await shopLoad(scenario.perRound ?? Infinity);
      ours.push(await measure(shop, client, load, options.seconds / ROUNDS));
      least.push(await measure(bare, bareClient, bareLoad, options.seconds / ROUNDS));
    }
  } finally {
    bareClient.close();
    await bare.end();
    rmSync(folder, { recursive: true, force: true });
  }
  const about = { scenario: scenario.name, session: scenario.session, bytes: first.body.length };
  return result(about, ours, least);
}
