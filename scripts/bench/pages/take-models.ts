import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../../src/app.js';
import { Views } from '../../../src/platform/views/views.js';

/** What a template was given for the page at `path`. */
export interface TakenModel {
  path: string;
  view: string;
  model: { layout: object };
}

/**
 * Asks the shop for the pages named in its arguments and writes what their templates are given into the file BENCH_MODELS:
 * the textbook renders the same pages.
 */
const app = await createApp();
await app.listen(0, '127.0.0.1');
const { port } = app.getHttpServer().address() as AddressInfo;
const views = app.get(Views);
const render = views.render.bind(views);
let last: Omit<TakenModel, 'path'> | undefined;
views.render = (view, model, layout) => {
  if (layout === 'shop') last = { view, model: model as TakenModel['model'] };
  return render(view, model, layout);
};

const taken: TakenModel[] = [];
for (const path of process.argv.slice(2)) {
  const { status } = await fetch(`http://127.0.0.1:${port}${path}`);
  if (status !== 200 || !last) throw new Error(`${path} answered ${status}`);
  taken.push({ path, ...last });
}
writeFileSync(process.env['BENCH_MODELS']!, JSON.stringify(taken));
process.exit(0);
