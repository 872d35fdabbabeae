import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from './html.js';
import type { Report } from './report.js';

/** Writes `report.html` and `report.json` into a folder, which is made when it is not there. */
export function write(report: Report, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.html'), html(report));
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
}
