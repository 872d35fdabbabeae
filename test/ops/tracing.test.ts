import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { placeOrder } from '../../scripts/rig/buying.js';
import { atReview, ordersOf } from '../support/checkout-visits.js';
import { metricsAddress } from '../support/metrics.js';
import { OtlpSink, type Span } from '../support/otlp-sink.js';
import { type RunningProcess, startProcess } from '../support/processes.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { SmtpSink } from '../../scripts/rig/smtp-sink.js';
import { until } from '../support/until.js';

const MAIL = 'mail order-confirmed';
/** Says of each module of OpenTelemetry that it is loaded. The API comes with other packages, and does nothing by itself. */
const TELLS = `import { registerHooks } from 'node:module';
registerHooks({ load(url, context, next) {
  if (/@opentelemetry\\/(?!api\\/)|\\/tracing\\/\\w+\\.mjs/.test(url)) process.stdout.write('LOADED ' + url + '\\n');
  return next(url, context);
} });`;

/** An order, from the click to its mail, as OpenTelemetry hears of it. */
describe('traces', () => {
  let sink: OtlpSink;
  let smtp: SmtpSink;
  let shop: TestShop;
  let worker: RunningProcess;
  let requestId: string;
  let secrets: string[];
  let mail: Span;

  beforeAll(async () => {
    [sink, smtp] = [await OtlpSink.open(), await SmtpSink.open()];
    const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: sink.url };
    const env = { ...traced, METRICS_PORT: '0', SMTP_URL: smtp.url, LOG_LEVEL: 'info' };
    shop = await TestShop.open({ env });
    worker = await shop.startWorker();
    const [shopper, review] = await atReview(shop);
    const placed = await placeOrder(shopper, review);
    expect(placed.headers.location).toMatch(/^\/orders\//);
    requestId = placed.headers['x-request-id'] as string;
    const [order] = await ordersOf(shop);
    secrets = ['ada@example.com', 'Lovelace', 'St James', order!.token, ...shopper.cookies.values()];
    await until('the mail is told of', async () => sink.called(MAIL) !== undefined);
    await until('the click is told of', async () => sink.called('POST /checkout/orders') !== undefined);
    mail = sink.called(MAIL)!;
  });
  afterAll(async () => {
    await shop?.close();
    await Promise.all([sink?.close(), smtp?.close()]);
  });

  it('lead from a click over MySQL and Redis to the mail of the worker, under one id', () => {
    const [, work, click] = sink.wayUp(mail);
    expect(work).toMatchObject({ name: 'outbox mail', service: 'cloudcart-worker' });
    expect(click).toMatchObject({ name: 'POST /checkout/orders', service: 'cloudcart-web' });
    expect(click!.attributes).toMatchObject({
      'http.route': '/checkout/orders',
      'http.response.status_code': 303,
      'cloudcart.request_id': requestId,
    });
    const parts = sink.spans
      .filter(({ parentSpanId }) => parentSpanId === click!.spanId)
      .map(({ name }) => name);
    expect(parts).toEqual(expect.arrayContaining(['MySQL INSERT', 'MySQL COMMIT']));
    expect(parts.filter((name) => name.startsWith('Redis '))).not.toEqual([]);
    const done = sink.spans.filter(({ parentSpanId }) => parentSpanId === work!.spanId);
    expect(done.map(({ name }) => name)).toEqual(expect.arrayContaining([MAIL, 'MySQL UPDATE']));
    expect(new Set([mail, work, click, ...done].map((span) => span!.traceId)).size).toBe(1);
  });

  it('have the text of statements without a value, and commands without a key', () => {
    const statements = sink.spans.flatMap(({ attributes }) => attributes['db.query.text'] ?? []);
    expect(statements).toContainEqual(expect.stringMatching(/^INSERT INTO orders .*\?/));
    for (const secret of secrets.filter((text) => text.length > 3))
      for (const text of [secret, encodeURIComponent(secret)]) expect(sink.text).not.toContain(text);
    expect(sink.text).not.toMatch(/session:|cart:\{|cache:/);
  });

  it('are joined by log lines: the one of the worker names row, request and trace', async () => {
    const lines = () =>
      worker
        .output()
        .split('\n')
        .filter((line) => line.includes('mail:order-confirmed') && line.includes('is done'));
    await until('it is written', async () => lines().length > 0);
    expect(JSON.parse(lines()[0]!)).toMatchObject({
      requestId,
      traceId: mail.traceId,
      outboxId: expect.any(Number),
    });
    const answered = shop.instances[0]!.output()
      .split('\n')
      .find((line) => line.includes('payment answered'));
    expect(JSON.parse(answered!)).toMatchObject({ requestId, traceId: mail.traceId });
    for (const secret of secrets.filter((text) => text.length > 3))
      expect(worker.output() + shop.instances[0]!.output()).not.toContain(secret);
  });

  it('are what exemplars lead to', async () => {
    const metrics = new Shopper(`http://${metricsAddress(shop.instances[0]!.output())}`);
    const { text, headers } = await metrics.get('/metrics', {
      accept: 'application/openmetrics-text;version=1.0.0',
    });
    expect(headers['content-type']).toMatch(/^application\/openmetrics-text/);
    const of = /route="\/checkout\/orders"\} 1 # \{trace_id="(\w+)"\}/.exec(text);
    expect(of?.[1]).toBe(mail.traceId);
    expect((await metrics.get('/metrics')).text).not.toContain('trace_id');
  });

  it.each([
    ['1', true],
    ['0', false],
  ])('load OpenTelemetry only when they are asked for: TRACING=%s', async (TRACING, isLoaded) => {
    const web = await startProcess({
      file: process.execPath,
      args: [join(PROJECT_ROOT, 'dist', 'src', 'main.js')],
      env: {
        ...process.env,
        TRACING,
        NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(TELLS)}`,
      },
      ready: /listens on (http:\S+)/,
    });
    const before = sink.spans.length;
    expect((await new Shopper(web.found).get('/products/plenty')).status).toBe(200);
    expect(await web.end()).toBe(0);
    expect(web.output().includes('LOADED')).toBe(isLoaded);
    expect(sink.spans.length > before).toBe(isLoaded);
  });
});
