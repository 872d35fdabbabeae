import type { Request } from 'express';
import type { MediaPart } from './media-store.js';

/**
 * Which part of a file of `size` bytes a request asks for; `outside` when nothing of it lies in the file. Whole is what is asked for in any
 * other way: several parts at once, a part of another file than the one there is (`If-Range`), or something that makes no sense.
 * Source: RFC 9110, 14.2.
 */
export function partAsked(request: Request, size: number, etag: string): MediaPart | 'whole' | 'outside' {
  const known = request.get('If-Range');
  if (request.method !== 'GET' || (known !== undefined && known !== etag)) return 'whole';
  const parts = request.range(size);
  if (parts === -1) return 'outside';
  const isOne = Array.isArray(parts) && parts.type === 'bytes' && parts.length === 1;
  return isOne ? { start: parts[0]!.start, end: parts[0]!.end } : 'whole';
}
