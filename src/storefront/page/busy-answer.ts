import type { Request, Response } from 'express';
import { ByLanguage } from '../../platform/language/by-language.js';
import type { Messages } from '../../platform/views/messages.js';
import type { Views } from '../../platform/views/views.js';
import { isForDrawer } from './drawer-request.js';
import { shopLayout } from './shop-layout.view.js';

/** Spread, so that those who were refused together do not come back together. */
const RETRY_SECONDS = { least: 2, most: 8 };
const HTML = 'text/html; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

interface Body {
  type: string;
  bytes: Buffer;
}

/**
 * Ends an answer with 503 and Retry-After when the process has too much to do: a page, the drawer's part of one, or JSON for
 * `.js` and `.json` addresses. All of them lie ready, so that saying no costs next to nothing and asks no store.
 */
export function busyAnswer(views: Views, messages: Messages): (request: Request, response: Response) => void {
  const ready = new ByLanguage(() => ({
    reading: bodies(views, messages, false),
    changing: bodies(views, messages, true),
  }));
  return (request, response) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    const { page, drawer, json } = isReading ? ready.now.reading : ready.now.changing;
    const isData = /\.(js|json)$/.test(request.path);
    const { type, bytes } = isData ? json : isForDrawer(request) ? drawer : page;
    response.writeHead(503, {
      'Content-Type': type,
      'Content-Length': bytes.length,
      'Cache-Control': 'private, no-store',
      'Retry-After': retryAfter(),
    });
    response.end(bytes);
  };
}

const retryAfter = (): number =>
  RETRY_SECONDS.least + Math.floor(Math.random() * (RETRY_SECONDS.most - RETRY_SECONDS.least + 1));

function bodies(
  views: Views,
  messages: Messages,
  isChange: boolean,
): Record<'page' | 'drawer' | 'json', Body> {
  const title = messages.t('errors.busy.title');
  const text = messages.t(isChange ? 'errors.busy.change' : 'errors.busy.text');
  const model = { heading: title, text, isChange };
  const layout = shopLayout(
    messages,
    { title, status: 503, model },
    { path: '', collections: [], currencies: [] },
    { origin: '', currency: '', returnTo: '/' },
  );
  return {
    page: { type: HTML, bytes: Buffer.from(views.render('errors/busy', { ...model, layout }, 'plain')) },
    drawer: { type: HTML, bytes: Buffer.from(views.render('errors/drawer', model, null)) },
    json: {
      type: JSON_TYPE,
      bytes: Buffer.from(JSON.stringify({ status: 503, message: title, description: text })),
    },
  };
}
