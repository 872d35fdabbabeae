/**
 * Makes the film of the demo shop anew, from the same drawings as its pictures: `npm run build`, then `node dist/scripts/demo/film.js`. It needs
 * a Chromium (`CHROMIUM_PATH`), which the shop does not; so the film lies in the repository and the pictures do not.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { KETTLE_FILM } from './catalogue.js';
import { recordBoil, type Shot } from './film/boil.js';
import { kettleLayers } from './film/scene.js';
import { webm } from './film/webm.js';

const SHOT: Shot = {
  width: 640,
  height: 800,
  seconds: 5,
  perSecond: 24,
  coarseness: { first: 26, others: 40 },
};
/** Encoders are there for pages of this machine and of https only; the page is answered below. */
const PAGE = 'http://localhost/';

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
await page.route(PAGE, (route) => route.fulfill({ body: '<!doctype html>', contentType: 'text/html' }));
await page.goto(PAGE);
const recorded = await page.evaluate(recordBoil, { layers: kettleLayers(), shot: SHOT });
await browser.close();
const frames = recorded.map(({ base64, ...frame }) => ({ ...frame, bytes: Buffer.from(base64, 'base64') }));
const file = webm({ ...SHOT, milliseconds: SHOT.seconds * 1000, frames });
const path = join(PROJECT_ROOT, 'public', KETTLE_FILM);
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, file);
process.stdout.write(`${frames.length} pictures, ${file.length} bytes in public${KETTLE_FILM}\n`);
