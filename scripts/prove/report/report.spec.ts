import { describe, expect, it } from 'vitest';
import { drawCurves } from './curves.js';
import { html } from './html.js';
import { isKept, type Report } from './report.js';
import type { Row } from './row.js';
import { table } from './targets.js';
import { timeline } from './timeline.js';

const row = (isMet: boolean | null, moonshot: boolean | null = false): Row => ({
  event: 'Redis role swap',
  entry: { target: 'within 5 s', found: '7 ms', isMet },
  moonshot: { target: 'within 1 s', found: '7 ms', isMet: moonshot },
});
const audit = (...findings: string[]) => ({ name: 'orders that were lost', looked: '2 orders', findings });

const report = (findings: string[] = []): Report => ({
  isKept: findings.length === 0,
  mode: '--quick',
  seed: 7,
  machine: {
    commit: 'abc1234',
    date: '2026-11-28',
    cores: 2,
    cpu: 'A CPU',
    memoryGb: 8,
    node: 'v24.0.0',
    load: 0.5,
  },
  load: { capacity: 400, looksPerSecond: 80, people: 24, deedsPerSecond: 16 },
  totals: { requests: 300, failed: 1, acknowledged: 40, orders: 2, mails: 3, seconds: 3 },
  faults: [
    {
      name: 'kill <-9>',
      from: 1,
      to: 2,
      figures: { backAfter: 12.34 },
      requests: 100,
      failed: 1,
      failures: { 'cart 503': 1 },
      p99: 20,
    },
  ],
  rows: table([row(true)]),
  audits: [audit(...findings)],
  seconds: [1, 2, 3].map((nth) => ({ requests: 100, failed: nth === 2 ? 1 : 0, p99: 20 * nth })),
});

describe('the report of a proof run', () => {
  it('is good only when nothing was found and no row that must hold was missed', () => {
    expect(isKept([row(true), row(null)], [audit()])).toBe(true);
    expect(isKept([row(false, true)], [audit()])).toBe(false);
    expect(isKept([row(true)], [audit('shopper-2: the order is lost')])).toBe(false);
  });

  it('has every row of the table, and says why one was not measured', () => {
    const rows = table([row(true)]);
    const foundOf = (event: string) => rows.find((one) => one.event === event)?.entry.found;
    expect(rows).toHaveLength(21);
    expect(foundOf('Redis role swap')).toBe('7 ms');
    expect(foundOf('soak 2 h at half the load')).toBe('not in this run');
    expect(['fuzz', 'security list', 'admin'].map(foundOf)).toEqual(Array(3).fill('not yet'));
  });

  it('says as a page when, where and of what it is, with a chart that takes no script', () => {
    const page = html(report());
    expect(page).toContain('<h1 class="yes">Every promise was kept</h1>');
    for (const text of ['abc1234', '2026-11-28', 'seed 7', '2 cores', '--quick'])
      expect(page).toContain(text);
    expect(page.match(/class="band"/g)).toHaveLength(1);
    expect(page.match(/class="bad"/g)).toHaveLength(1);
    expect(page).toContain('kill &lt;-9&gt;');
    expect(page).not.toContain('<script');
    expect(page).toContain('prefers-color-scheme: dark');
  });

  it('draws two hours with no more bars than there are for ten minutes', () => {
    const seconds = Array.from({ length: 7200 }, () => ({ requests: 100, failed: 0, p99: 20 }));
    const chart = timeline({ seconds, faults: [] });
    expect(chart.match(/class="good"/g)).toHaveLength(600);
    expect(chart).toContain('>1800 s<');
  });

  it('draws what was read of each process for hours, from zero and with few points', () => {
    const points = Array.from({ length: 1440 }, (_, nth) => [nth / 720, 380 + nth / 100] as const);
    const memory = { title: 'Memory of each web process, MB', lines: [{ name: 'web-1', points }] };
    const [fault] = report().faults;
    const page = html({ ...report(), faults: [{ ...fault!, curves: [memory, memory] }] });
    expect(page.match(/<polyline class="curve" stroke-dasharray/g)).toHaveLength(2);
    const chart = drawCurves(memory);
    expect(chart).toContain('aria-label="Memory of each web process, MB: web-1 (solid) 380 to 394"');
    expect(chart.match(/points="([^"]+)"/)![1]!.split(' ').length).toBeLessThanOrEqual(500);
    for (const hours of ['0 h', '0.25 h', '1.75 h']) expect(chart).toContain(`>${hours}<`);
    expect(drawCurves({ ...memory, lines: [{ name: 'web-1', points: [] }] })).not.toContain('NaN');
  });

  it('names what was found, as text', () => {
    const page = html(report(['shopper-<2>: lost']));
    expect(page).toContain('<h1 class="no">A promise was broken</h1>');
    expect(page).toContain('shopper-&lt;2&gt;: lost');
  });
});
