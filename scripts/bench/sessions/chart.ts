import { drawBars, type Bar } from '../bar-chart.js';
import type { SessionsResult } from './run-sessions.js';

/** The two figures that decide most often, as SVG: live heap per 100,000 sessions, and the slowest pages. */
export function chart({ stores, classic }: SessionsResult): string {
  const heap: Bar[] = stores
    .filter(({ heapMbPer100k }) => heapMbPer100k !== null)
    .map(({ store, heapMbPer100k }) => ({
      ...barOf(store, Math.max(heapMbPer100k!, 0)),
      text: `${Math.max(heapMbPer100k!, 0).toFixed(1)} MB`,
      isWarning: store === 'memory',
    }));
  const before = {
    label: 'express-session, memory',
    value: classic.mbPer100k,
    text: `${classic.mbPer100k.toFixed(1)} MB`,
    isWarning: true,
  };
  const pages = stores.map(({ store, page }) => ({
    ...barOf(store, page.p99Ms),
    text: `${page.p99Ms.toFixed(1)} ms`,
  }));
  return drawBars([
    { title: 'Live heap of a web process per 100,000 sessions with five lines', bars: [...heap, before] },
    { title: 'Product page with a session, 99 of 100 answers within', bars: pages },
  ]);
}

const barOf = (store: string, value: number) => ({ label: store, value, isOurs: store === 'redis' });
