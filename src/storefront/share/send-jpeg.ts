import type { Response } from 'express';
import type { Jpeg } from '../../platform/images/kept-jpegs.js';

const FOR_EVER = 'public, max-age=31536000, immutable';
const FOR_NOW = 'public, max-age=300';

/** `isExact`: it is what its address says; else it is looked at again soon. */
export function sendJpeg(response: Response, { bytes, isKept }: Jpeg, isExact: boolean): void {
  response.setHeader('Content-Type', 'image/jpeg').setHeader('Content-Length', bytes.length);
  response.setHeader('Cache-Control', isKept && isExact ? FOR_EVER : FOR_NOW);
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}
