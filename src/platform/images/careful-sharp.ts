import sharp from 'sharp';

/** Kinds of pictures that are read, and their readers. */
export const KINDS: Record<string, string> = {
  jpeg: 'VipsForeignLoadJpeg',
  png: 'VipsForeignLoadPng',
  webp: 'VipsForeignLoadWebp',
  gif: 'VipsForeignLoadNsgif',
  heif: 'VipsForeignLoadHeif',
};

// Nothing but these is ever read: the other readers know formats that carry script, paths or whole documents.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: Object.values(KINDS) });
// One core, no memory kept between pictures: a shop is served beside it.
sharp.concurrency(1);
sharp.cache(false);

/** The only way to sharp. */
export { sharp };
