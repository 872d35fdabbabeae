import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';

const text = (...path: string[]): string => readFileSync(join(PROJECT_ROOT, ...path), 'utf8');
const read = <T>(...path: string[]): T => parse(text(...path), { merge: true }) as T;

interface Service {
  image: string;
  profiles?: string[];
  restart?: string;
  read_only?: boolean;
  cap_drop?: string[];
  healthcheck?: object;
  deploy?: { resources?: { limits?: object } };
  environment?: Record<string, string>;
  build?: string | { context: string; target: string };
  volumes?: string[];
}
interface ScrapeJob {
  job_name: string;
  dns_sd_configs: { names: string[]; port: number }[];
}
interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, string>;
}
interface Job {
  'runs-on': string;
  strategy?: { matrix: { runner: string[] } };
  'timeout-minutes': number;
  steps: Step[];
}

const { services } = read<{ services: Record<string, Service> }>('docker-compose.yml');

/** `npm run test:compose` asks the engine the same of those that it starts. */
describe('docker-compose.yml, with all profiles', () => {
  const all = Object.entries(services).map(([name, service]) => ({ name, service }));

  it.each(all)('$name is locked and limited, and can be asked how it is', ({ service }) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(service.deploy?.resources?.limits).toMatchObject({
      cpus: expect.any(String),
      memory: expect.any(String),
      pids: expect.any(Number),
    });
    if (service.restart === 'no') expect(service.healthcheck).toBeUndefined();
    else
      expect(service).toMatchObject({ restart: 'unless-stopped', healthcheck: { test: expect.any(Array) } });
  });

  it('starts no Node to ask a container how it is', () => {
    for (const { service } of all) expect(JSON.stringify(service.healthcheck ?? {})).not.toContain('node');
  });

  it('gives each process the room of its young objects that `npm start` and `npm run prove` give', () => {
    const [room] = /--max-semi-space-size=\d+/.exec(text('Dockerfile'))!;
    for (const file of [
      ['launcher', 'settings.mjs'],
      ['prove', 'topology', 'topology.ts'],
    ])
      expect(text('scripts', ...file)).toContain(`'${room}'`);
  });

  it('takes images by version', () => {
    for (const { service } of all)
      if (!/cloudcart/.test(service.image)) expect(service.image).toMatch(/^[a-z/]+:v?\d/);
  });

  it('has backups written by the dump program of its own MySQL, in an image that nobody gets who did not name it', () => {
    const stages = text('Dockerfile').match(/^FROM .*$/gm)!;
    expect(stages).toContain(`FROM ${services['mysql']!.image} AS backup`);
    expect(stages.at(-1)).toBe('FROM shop');
    const { profiles, build, volumes } = services['backup']!;
    expect({ profiles, build }).toEqual({ profiles: ['backup'], build: { context: '.', target: 'backup' } });
    expect(volumes).toEqual(expect.arrayContaining(['media:/media', 'backups:/backups']));
    expect(text('docker', 'restore-rights.sql')).toContain(
      "GRANT ALL ON `cloudcart\\_restore\\_%`.* TO cloudcart@'%';",
    );
  });

  it('has every process of the shop watched by Prometheus', () => {
    const { scrape_configs: jobs, rule_files: rules } = read<{
      scrape_configs: ScrapeJob[];
      rule_files: string[];
    }>('docker', 'prometheus', 'prometheus.yml');
    const asked = jobs.flatMap((job) => job.dns_sd_configs.flatMap(({ names }) => names));
    const ours = all.filter(({ service }) => service.environment?.['SERVICE'] && service.restart !== 'no');
    expect(asked.sort()).toEqual(ours.map(({ name }) => name).sort());
    const metricsPort = Number(/EXPOSE 3000 (\d+)/.exec(text('Dockerfile'))![1]);
    for (const job of jobs) for (const { port } of job.dns_sd_configs) expect(port).toBe(metricsPort);
    expect(rules).toEqual(['alerts*.yml']);
  });
});

describe('what GitHub runs', () => {
  const { jobs } = read<{ jobs: Record<string, Job> }>('.github', 'workflows', 'ci.yml');
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it('checks, tests, and builds on and for both kinds of processors', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    const commands = steps.flatMap(({ run = '' }) => run.match(/npm (?:run [\w:]+|test)/g) ?? []);
    expect(commands).toEqual(['npm run check', 'npm test', 'npm run test:infra', 'npm run test:compose']);
    for (const command of commands) expect(scripts).toHaveProperty([command.replace(/npm (run )?/, '')]);
    expect(jobs['containers']!.strategy!.matrix.runner).toEqual(['ubuntu-24.04', 'ubuntu-24.04-arm']);
    const build = jobs['image']!.steps.find(({ uses }) => uses?.startsWith('docker/build-push-action'))!;
    expect(build.with!['platforms']).toBe('linux/amd64,linux/arm64');
  });

  it('uses actions of one version each, and ends', () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(5);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@v\d+\.\d+\.\d+$/);
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(45);
  });
});
