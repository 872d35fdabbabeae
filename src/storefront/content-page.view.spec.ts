import { describe, expect, it } from 'vitest';
import { Messages } from '../platform/views/messages.js';
import { CONTENT_PAGES, contentPage } from './content-page.view.js';

const messages = new Messages('en');

describe('content pages', () => {
  it.each(Object.values(CONTENT_PAGES).flat())(
    '%s has a title, a lead and at least one section',
    (handle) => {
      const page = contentPage(handle, messages);
      const texts = [page.title, page.lead, ...page.sections.flatMap(({ heading, text }) => [heading, text])];
      expect(page.sections.length).toBeGreaterThan(0);
      expect(texts.filter((text) => text.startsWith('pages.') || text === '')).toEqual([]);
    },
  );
});
