import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { MemoryTier } from '../cache/memory-tier.js';
import { isReading, sendFile } from './send-file.js';
import { StaticFile } from './static-file.js';

/** Nothing that could lead out of the folder. */
export const DRAWN = /^\/images\/(?:[\w-]+\/)*[\w-]+\.svg$/;
const MOST_BYTES = 16 * 2 ** 20;

interface Picture {
  changedAt: number;
  file: StaticFile;
}

/**
 * Serves SVG below `/images/` of `folder`. It is text, five times smaller when packed: done once and held in memory until the file
 * changes. Its ETag is made of its bytes, so it is the same on instances whose files were written at different moments.
 */
export function drawnPictures(folder: string, cacheControl: string): RequestHandler {
  const memory = new MemoryTier(MOST_BYTES);

  const pictureAt = async (path: string): Promise<StaticFile | null> => {
    const name = join(folder, path);
    const found = await stat(name).catch(() => null);
    if (!found?.isFile()) return null;
    const held = memory.get(path)?.value as Picture | undefined;
    if (held?.changedAt === found.mtimeMs) return held.file;
    const picture = { changedAt: found.mtimeMs, file: new StaticFile(path, await readFile(name)) };
    const forGood = { since: 0, trustedUntil: Infinity, graceUntil: Infinity };
    memory.set(path, { value: picture, ...forGood }, found.size);
    return picture.file;
  };

  return (request: Request, response: Response, next: NextFunction) => {
    if (!isReading(request) || !DRAWN.test(request.path)) return next();
    pictureAt(request.path)
      .then((file) => (file ? sendFile(request, response, file, cacheControl) : next()))
      .catch(next);
  };
}
