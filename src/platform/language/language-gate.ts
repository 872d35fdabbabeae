import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { inLanguage } from './current-language.js';
import { isOtherLanguage, ownLanguage } from './locales.js';
import { addressIn, isPageAddress } from './page-address.js';

const [SLASH, QUESTION] = [47, 63];
/** `/de`: codes have two letters. */
const FOLDER_LENGTH = 3;

/**
 * Takes the language off the addresses of requests, before anybody else sees them, and puts it before those to which answers lead:
 * in between, addresses are without. Requests without a language pass by.
 */
export function openLanguages(server: Server): void {
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const goOn = () => listeners.forEach((listener) => listener(request, response));
    const language = languageOf(request.url ?? '');
    if (language === null) return goOn();
    request.url = request.url!.slice(FOLDER_LENGTH);
    leadInside(response, language);
    inLanguage(language, goOn);
  });
}

/** Of `/de/…` when the rest is an address of a page; null for anything else. */
function languageOf(url: string): string | null {
  if (url.charCodeAt(FOLDER_LENGTH) !== SLASH) return null;
  const language = url.slice(1, FOLDER_LENGTH);
  return isOtherLanguage(language) && isPageAddress(url.slice(FOLDER_LENGTH)) ? language : null;
}

/** `/en/cart` of the shop's own language is `/cart`, and `/de` is `/de/`: each page has one address. */
export function oneAddress(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const where = placeOf(request.url);
    if (where === null) return next();
    response.setHeader('Cache-Control', 'public, max-age=300');
    // A form that comes here is sent on as it is.
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    response.redirect(isReading ? 301 : 308, where);
  };
}

function placeOf(url: string): string | null {
  const after = url.charCodeAt(FOLDER_LENGTH);
  const isBare = url.length === FOLDER_LENGTH || after === QUESTION;
  if (!isBare && after !== SLASH) return null;
  const [language, rest] = [url.slice(1, FOLDER_LENGTH), url.slice(FOLDER_LENGTH)];
  const inside = isBare ? `/${rest}` : rest;
  if (url.charCodeAt(0) !== SLASH || !isPageAddress(inside)) return null;
  if (language === ownLanguage()) return inside;
  return isBare && isOtherLanguage(language) ? `/${language}${inside}` : null;
}

const isLocation = (name: string): boolean => name.toLowerCase() === 'location';

/** Has the answer lead to pages of its language. */
function leadInside(response: ServerResponse, language: string): void {
  const inside = <T>(name: string, value: T): T =>
    isLocation(name) && typeof value === 'string' ? (addressIn(language, value) as T) : value;
  const setHeader = response.setHeader.bind(response);
  const writeHead = response.writeHead.bind(response);
  response.setHeader = (name, value) => setHeader(name, inside(name, value));
  response.writeHead = (...parts: unknown[]) =>
    writeHead(...(parts.map((part) => headersInside(part, inside)) as Parameters<typeof writeHead>));
}

/** Of the arguments of `writeHead` the headers: an object, or names and values in turn. */
function headersInside(part: unknown, inside: <T>(name: string, value: T) => T): unknown {
  if (Array.isArray(part))
    return part.map((value: unknown, at) => (at % 2 === 0 ? value : inside(String(part[at - 1]), value)));
  if (typeof part !== 'object' || part === null) return part;
  const headers = Object.entries(part as OutgoingHttpHeaders);
  return Object.fromEntries(headers.map(([name, value]) => [name, inside(name, value)]));
}
