import type { OutgoingHttpHeaders } from 'node:http';
import type { BenchAnswer } from './client.js';

/** One answer of the shop, for the bare server to repeat. */
export interface RecordedAnswer {
  name: string;
  status: number;
  headers: OutgoingHttpHeaders;
  /** Base64. */
  body: string;
}

/** Node's server adds these itself. */
const OWN = new Set(['connection', 'keep-alive', 'date', 'transfer-encoding', 'content-length']);

export function recorded(name: string, answer: BenchAnswer): RecordedAnswer {
  const headers = Object.fromEntries(Object.entries(answer.headers).filter(([header]) => !OWN.has(header)));
  const length = { 'content-length': answer.body.length };
  return {
    name,
    status: answer.status,
    headers: { ...headers, ...length },
    body: answer.body.toString('base64'),
  };
}
