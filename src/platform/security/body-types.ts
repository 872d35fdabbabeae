import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

const READABLE = /^(application\/x-www-form-urlencoded|application\/json|multipart\/form-data)\s*(;|$)/i;

/**
 * Refuses a body that no page of ours sends: above all `text/plain`, which another site's form could make look like
 * JSON. Source: ASVS 5.0 3.5.2. Errors: 415. Webhooks read their raw bytes themselves.
 */
export function bodyTypes(): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const isReadable = READABLE.test(request.headers['content-type'] ?? '');
    const passes = isReadable || !hasBody(request) || request.path.startsWith('/webhooks/');
    next(passes ? undefined : new UnsupportedMediaTypeException());
  };
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
