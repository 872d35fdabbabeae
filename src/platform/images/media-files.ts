import { pipeline } from 'node:stream/promises';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isReading } from '../files/send-file.js';
import { MIME_TYPES } from './made-picture.js';
import type { MediaStore } from './media-store.js';

/** Nothing for the shop alone, nothing that leads elsewhere: two folders deep, one kind of picture. */
const SERVED = /^\/media\/([0-9a-f]{2}\/[\w-]+\.(avif|webp|jpg|png|gif))$/;
const TYPES: Record<string, string> = { ...MIME_TYPES, png: 'image/png', gif: 'image/gif' };
/** What is made says what is in it by its name; older ones are named by where they came from. */
const MADE = /-\d{1,4}\.(?:avif|webp|jpg)$/;
const FOR_EVER = 'public, max-age=31536000, immutable';
const A_MONTH = 'public, max-age=2592000';

/** Serves the pictures of the store below `/media/`. What is sent is a picture and nothing else, whatever is in the file. */
export function mediaFiles(store: MediaStore): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const [, name, ending] = (isReading(request) && SERVED.exec(request.path)) || [];
    if (!name || !ending) return next();
    send(store, name, ending, request, response).then((isSent) => (isSent ? undefined : next()), next);
  };
}

async function send(store: MediaStore, name: string, ending: string, request: Request, response: Response) {
  const file = await store.send(name);
  if (!file) return false;
  response.setHeader('Content-Type', TYPES[ending]!).setHeader('Content-Length', file.size);
  response.setHeader('Cache-Control', MADE.test(name) ? FOR_EVER : A_MONTH);
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
