import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';

interface Service {
  image?: string;
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
}

interface Dashboard {
  uid: string;
  panels: {
    id: number;
    title: string;
    datasource: { uid: string };
    targets: { datasource: { uid: string } }[];
  }[];
}

const read = (...path: string[]) => readFileSync(join(PROJECT_ROOT, ...path), 'utf8');
const { services } = parse(read('compose.observability.yml')) as { services: Record<string, Service> };
const GRAFANA = ['docker', 'grafana'];
const sources = parse(read(...GRAFANA, 'provisioning', 'datasources', 'stores.yml')) as {
  datasources: { uid: string; url: string }[];
};

/** Grafana and the viewer of traces are not run here: what they are given is read. What dashboards ask is tried in alerts.test.ts. */
describe('the compose file of the eyes', () => {
  it('adds to services of the shop, and has fixed versions of its own', () => {
    const shop = parse(read('docker-compose.yml')) as { services: Record<string, Service> };
    expect(Object.keys(shop.services)).toEqual(expect.arrayContaining(['web', 'worker']));
    for (const [name, { image }] of Object.entries(services))
      if (!(name in shop.services)) expect(image, name).toMatch(/:\d+\.\d+\.\d+$/);
  });

  it('opens ports to this machine only', () => {
    for (const port of Object.values(services).flatMap(({ ports = [] }) => ports))
      expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('mounts what is there', () => {
    const mounts = Object.values(services).flatMap(({ volumes = [] }) => volumes);
    const own = mounts.filter((mount) => mount.startsWith('./')).map((mount) => mount.split(':')[0]!);
    expect(own.length).toBeGreaterThan(2);
    for (const path of own) expect(existsSync(join(PROJECT_ROOT, path)), path).toBe(true);
  });

  it('has the shop send its traces where the viewer listens', () => {
    for (const name of ['web', 'worker']) {
      const to = new URL(services[name]!.environment!['OTEL_EXPORTER_OTLP_ENDPOINT']!);
      expect([to.hostname in services, to.port]).toEqual([true, '4318']);
    }
  });

  it('gives Grafana four dashboards, whose sources it has', () => {
    const uids = sources.datasources.map(({ uid }) => uid);
    const files = readdirSync(join(PROJECT_ROOT, ...GRAFANA, 'dashboards'));
    expect(files.toSorted()).toEqual(['pages.json', 'processes.json', 'shop.json', 'stores.json']);
    const dashboards = files.map((file) => JSON.parse(read(...GRAFANA, 'dashboards', file)) as Dashboard);
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(4);
    for (const { panels } of dashboards) {
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
      for (const { datasource, targets } of panels)
        for (const { uid } of [datasource, ...targets.map((target) => target.datasource)])
          expect(uids).toContain(uid);
    }
  });
});
