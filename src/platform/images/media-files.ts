import { pipeline } from 'node:stream/promises';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isReading } from '../files/send-file.js';
import { MIME_TYPES } from './made-picture.js';
import { partAsked } from './media-part.js';
import type { MediaPart, MediaStore } from './media-store.js';

/** Nothing for the shop alone, nothing that leads elsewhere: two folders deep, kinds that the shop keeps. */
const SERVED = /^\/media\/([0-9a-f]{2}\/[\w-]+\.(avif|webp|jpg|png|gif|mp4|webm|vtt))$/;
const TYPES: Record<string, string> = {
  ...MIME_TYPES,
  png: 'image/png',
  gif: 'image/gif',
  mp4: 'video/mp4',
  webm: 'video/webm',
  vtt: 'text/vtt; charset=utf-8',
};
const VIDEO = /\.(?:mp4|webm)$/;
/** What is made says what is in it by its name; older ones are named by where they came from. */
const MADE = /-\d{1,4}\.(?:avif|webp|jpg)$|\.(?:mp4|webm|vtt)$/;
const FOR_EVER = 'public, max-age=31536000, immutable';
const A_MONTH = 'public, max-age=2592000';

/** Serves what is in the store below `/media/`. What is sent is what its name says and nothing else, whatever is in the file. */
export function mediaFiles(store: MediaStore): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const [, name, ending] = (isReading(request) && SERVED.exec(request.path)) || [];
    if (!name || !ending) return next();
    const answer = VIDEO.test(name) ? sendVideo : send;
    const describe = () =>
      response
        .setHeader('Content-Type', TYPES[ending]!)
        .setHeader('Cache-Control', MADE.test(name) ? FOR_EVER : A_MONTH);
    answer({ store, name, request, response, describe }).then(
      (isSent) => (isSent ? undefined : next()),
      next,
    );
  };
}

interface Asked {
  store: MediaStore;
  name: string;
  request: Request;
  response: Response;
  /** Says what is sent, once that is there. */
  describe(): void;
}

async function send(asked: Asked, part?: MediaPart): Promise<boolean> {
  const { store, name, request, response, describe } = asked;
  const file = await store.send(name, part);
  if (!file) return false;
  describe();
  response.setHeader('Content-Length', file.size);
  if (request.method === 'HEAD') {
    file.stream.destroy();
    response.end();
    return true;
  }
  await pipeline(file.stream, response).catch((error: NodeJS.ErrnoException) => {
    // Whoever asked has gone, or has half of it already: there is nothing left to answer.
    if (!response.headersSent) throw error;
  });
  return true;
}

/** A part at a time: Safari plays nothing else, and whoever looks at the end of a video need not load its beginning. */
async function sendVideo(asked: Asked): Promise<boolean> {
  const { store, name, request, response } = asked;
  const size = await store.size(name);
  if (size === null) return false;
  const etag = `"${name}"`;
  const describe = () => {
    asked.describe();
    response.setHeader('Accept-Ranges', 'bytes').setHeader('ETag', etag);
  };
  const part = partAsked(request, size, etag);
  if (part === 'outside') {
    response.status(416).setHeader('Content-Range', `bytes */${size}`).end();
    return true;
  }
  if (part === 'whole') return sendOrSame({ ...asked, describe });
  const describePart = () => {
    describe();
    response.status(206).setHeader('Content-Range', `bytes ${part.start}-${part.end}/${size}`);
  };
  return send({ ...asked, describe: describePart }, part);
}

/** 304 for a browser that has it already and asks again. */
async function sendOrSame(asked: Asked): Promise<boolean> {
  asked.describe();
  if (!asked.request.fresh) return send(asked);
  asked.response.status(304).end();
  return true;
}
