import { drawBars, type Bar } from '../bar-chart.js';
import type { RowResult } from './row-result.js';
import type { PagesResult } from './run-pages.js';
import { TARGETS } from './targets.js';

/** Each row as a share of what the limit answers in a second: the shop's, and below it the textbook's. */
export function chart({ rows }: Pick<PagesResult, 'rows'>): string {
  const title = 'Requests per second of one core, the limit being 1';
  return drawBars([{ title, bars: rows.flatMap(barsOf), most: 1 }]);
}

function barsOf({ name, title, ofLimit, ofTextbook }: RowResult): Bar[] {
  const textbook = ofLimit / ofTextbook;
  return [
    {
      label: title,
      value: ofLimit,
      text: `${ofLimit.toFixed(2)} (target ${TARGETS[name].ofLimit})`,
      isOurs: true,
    },
    { label: 'by the textbook', value: textbook, text: textbook.toFixed(2) },
  ];
}
