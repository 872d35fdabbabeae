import type { Request } from 'express';
import { z } from 'zod';

const MAX_AGENT = 250;

export const deviceSchema = z.strictObject({
  /** The User-Agent header, cut at 250 characters. */
  agent: z.string(),
  /** IP address at sign-in. */
  address: z.string(),
  /** Town or country when something told it. */
  place: z.string().nullable(),
});

/** Where a customer signed in, for the list of their devices. */
export type Device = z.infer<typeof deviceSchema>;

export function deviceOf(request: Request, place: string | null): Device {
  const agent = (request.headers['user-agent'] ?? '').slice(0, MAX_AGENT);
  return { agent, address: request.ip ?? '', place };
}
