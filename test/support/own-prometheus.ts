import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProcess, type RunningProcess } from './processes.js';
import { Shopper } from '../../scripts/rig/shopper.js';

export interface Rule {
  name: string;
  query: string;
  state: 'inactive' | 'pending' | 'firing';
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

interface Sample {
  metric: Record<string, string>;
  value: [at: number, value: string];
}

/** Prometheus itself, reading every second. */
export class OwnPrometheus {
  private constructor(
    private readonly api: Shopper,
    private readonly server: RunningProcess,
    private readonly folder: string,
  ) {}

  /** `jobs`: host:port of the processes of each. `rules`: the text of a file of rules. */
  static async start(jobs: Record<string, readonly string[]>, rules: string): Promise<OwnPrometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'cloudcart-prometheus-'));
    const file = join(folder, 'prometheus.yml');
    writeFileSync(join(folder, 'rules.yml'), rules);
    writeFileSync(file, JSON.stringify(configuration(jobs)));
    const port = await freePort();
    const args = [
      `--config.file=${file}`,
      `--storage.tsdb.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    const command = process.env['CLOUDCART_PROMETHEUS'] ?? 'prometheus';
    const server = await startProcess({
      file: command,
      args,
      ready: /Server is ready to receive web requests/,
    });
    return new OwnPrometheus(new Shopper(`http://127.0.0.1:${port}`), server, folder);
  }

  async rules(): Promise<Rule[]> {
    const { groups } = await this.ask<{ groups: { rules: Rule[] }[] }>('/api/v1/rules');
    return groups.flatMap(({ rules }) => rules);
  }

  /** Names of the alerts that are raised now. */
  async firing(): Promise<string[]> {
    return (await this.rules()).filter(({ state }) => state === 'firing').map(({ name }) => name);
  }

  /** What an expression says now. Errors: what Prometheus finds wrong with it. */
  async query(expression: string): Promise<Sample[]> {
    const path = `/api/v1/query?query=${encodeURIComponent(expression)}`;
    return (await this.ask<{ result: Sample[] }>(path)).result;
  }

  async close(): Promise<void> {
    await this.server.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ask<T>(path: string): Promise<T> {
    const answer = (await this.api.get(path)).json() as { status: string; error?: string; data: T };
    if (answer.status !== 'success') throw new Error(`${path}: ${answer.error}`);
    return answer.data;
  }
}

/** JSON is YAML. */
const configuration = (jobs: Record<string, readonly string[]>) => ({
  global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
  rule_files: ['rules.yml'],
  scrape_configs: Object.entries(jobs).map(([job_name, targets]) => ({
    job_name,
    static_configs: [{ targets }],
  })),
});
