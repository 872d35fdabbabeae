import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { sections } from '../../scripts/rig/haproxy-file.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';

const SNIPPET = 'haproxy.org/backend-config-snippet';
const FOLDER = join(PROJECT_ROOT, 'deploy', 'kubernetes');
/** How long a web process may take for what it has begun (`web-server.ts`). */
const FINISH_SECONDS = 20;

interface Container {
  image: string;
  [field: string]: unknown;
}
interface Pods {
  terminationGracePeriodSeconds: number;
  securityContext: object;
  containers: Container[];
}
interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; annotations?: Record<string, string> };
  data?: Record<string, string>;
  spec?: { replicas?: number; minReplicas?: number; minAvailable?: number; template?: { spec: Pods } };
}

const manifests: Manifest[] = readdirSync(FOLDER).flatMap((file) =>
  parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')).map((one) => one.toJS() as Manifest),
);
const named = (kind: string, name: string): Manifest =>
  manifests.find((one) => one.kind === kind && one.metadata.name === name)!;
const withPods = manifests.flatMap(({ metadata, spec }) =>
  spec?.template ? [{ name: metadata.name, pods: spec.template.spec }] : [],
);

/** The module of Kubernetes' own definitions that describes a manifest: `apps/v1/Deployment`. */
const moduleOf = ({ apiVersion, kind }: Manifest): string => `kubernetes-models/${apiVersion}/${kind}`;

/** Has tsc compare manifests, written as literals, with the types: unknown fields are errors. Answers what it says. */
async function typeErrors(folder: string, ones: readonly Manifest[]): Promise<string> {
  const lines = ones.map(
    (one, nth) =>
      `import type { I${one.kind} as T${nth} } from '${moduleOf(one)}';\nexport const m${nth}: T${nth} = ${JSON.stringify(one)};`,
  );
  writeFileSync(join(folder, 'manifests.ts'), lines.join('\n'));
  const tsc = [join(PROJECT_ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '--strict'];
  const options = ['--module', 'nodenext', '--skipLibCheck', '--types', '', 'manifests.ts'];
  return promisify(execFile)(process.execPath, [...tsc, ...options], { cwd: folder }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
}

/** What HAProxy says of lines in a backend; nothing when it takes them. */
async function complaints(folder: string, lines: string): Promise<string> {
  const file = join(folder, 'haproxy.cfg');
  const front =
    'defaults\n mode http\n timeout client 30s\nfrontend shop\n bind 127.0.0.1:80\n default_backend web\n';
  const server = ' server SRV_1 127.0.0.1:3000 enabled\n';
  writeFileSync(file, `${front}backend web\n default-server check\n${lines}\n${server}`);
  const haproxy = process.env['CLOUDCART_HAPROXY'] ?? 'haproxy';
  return promisify(execFile)(haproxy, ['-c', '-f', file]).then(
    ({ stderr }) => stderr,
    (error: { stderr: string }) => error.stderr,
  );
}

/** What the definitions say of values: numbers, quantities, what is required. Errors: with the place. */
async function validate(one: Manifest): Promise<void> {
  const models = (await import(moduleOf(one))) as Record<string, new (data: object) => { validate(): void }>;
  new models[one.kind]!(one).validate();
}

describe('the manifests for Kubernetes', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcart-kubernetes-'));
    symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('have only fields that Kubernetes knows, and a wrong one is seen', async () => {
    expect(manifests.length).toBeGreaterThan(10);
    expect(await typeErrors(folder, manifests)).toBe('');
    const wrong = structuredClone(named('Deployment', 'cloudcart-web'));
    Object.assign(wrong.spec!.template!.spec.containers[0]!, { readynessProbe: {} });
    expect(await typeErrors(folder, [wrong])).toMatch(/readynessProbe.*does not exist/);
  });

  it('have values that Kubernetes takes, and a wrong one is seen', async () => {
    for (const one of manifests) await validate(one);
    const wrong = structuredClone(named('Deployment', 'cloudcart-web'));
    wrong.spec!.template!.spec.containers[0]!['resources'] = { limits: { memory: 'much' } };
    await expect(validate(wrong)).rejects.toThrow('memory');
  });

  it('belong to one namespace', () => {
    const others = manifests.filter(({ kind }) => kind !== 'Namespace');
    expect(new Set(others.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['cloudcart']));
  });

  it.each(withPods)('$name is not root, writes nowhere, and names a version', ({ pods }) => {
    expect(pods).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    for (const container of pods.containers) {
      expect(container.image).toMatch(/:\d+\.\d+\.\d+$/);
      expect(container).toMatchObject({
        resources: {
          requests: { cpu: expect.anything(), memory: expect.anything() },
          limits: { memory: expect.anything() },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
      });
    }
  });

  it('probe the web processes, and let them go in peace', () => {
    const { terminationGracePeriodSeconds, containers } = named('Deployment', 'cloudcart-web').spec!.template!
      .spec;
    expect(containers[0]).toMatchObject({
      startupProbe: { httpGet: { path: '/livez', port: 'http' } },
      livenessProbe: { httpGet: { path: '/livez', port: 'http' } },
      readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
    });
    const drain = Number(named('ConfigMap', 'cloudcart-settings').data!['DRAIN_SECONDS']);
    const { periodSeconds, failureThreshold } = containers[0]!['readinessProbe'] as Record<string, number>;
    expect(drain).toBeGreaterThan(periodSeconds! * failureThreshold!);
    expect(terminationGracePeriodSeconds).toBeGreaterThan(drain + FINISH_SECONDS);
  });

  it('have the ingress treat pods as the balancer of the compose file treats processes, in words that HAProxy takes', async () => {
    const snippet = named('Ingress', 'cloudcart').metadata.annotations![SNIPPET]!;
    const said = (name: string) =>
      sections('haproxy.cfg')
        .find((section) => section.startsWith(name))!
        .split('\n')
        .map((line) => line.trim());
    const waits = said('defaults all').filter((line) => /^timeout (connect|server|queue|check)/.test(line));
    const rules = said('defaults processes').slice(1);
    const expected = [...waits, 'option http-buffer-request', ...rules].filter((line) => /^[a-z]/.test(line));
    expect(snippet.trim().split('\n')).toEqual(expected);
    expect(said('defaults shoppers')).toContain('option http-buffer-request');
    expect(await complaints(folder, snippet)).toBe('');
    expect(await complaints(folder, `${snippet}retry-on whatever`)).toContain('whatever');
  });

  it('always leave a process to be taken away', () => {
    const budget = (name: string) => named('PodDisruptionBudget', name).spec!.minAvailable!;
    const web = named('HorizontalPodAutoscaler', 'cloudcart-web').spec!.minReplicas!;
    expect(budget('cloudcart-web')).toBeLessThan(web);
    expect(named('Deployment', 'cloudcart-web').spec).not.toHaveProperty('replicas');
    expect(budget('cloudcart-worker')).toBeLessThan(named('Deployment', 'cloudcart-worker').spec!.replicas!);
  });
});
