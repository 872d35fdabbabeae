import { z } from 'zod';

const message = z.discriminatedUnion('kind', [
  /** A cart has changed: `count` is how many things it holds now, `revision` grows with every change. */
  z.object({
    owner: z.string(),
    kind: z.literal('cart'),
    revision: z.string().regex(/^\d{1,16}$/),
    count: z.int().nonnegative(),
  }),
  /** Sessions have ended: one, by its handle, or `*` for all of the owner. */
  z.object({ owner: z.string(), kind: z.literal('ended'), session: z.string() }),
  /** A session was replaced by another one of the same visitor. */
  z.object({ owner: z.string(), kind: z.literal('resync') }),
]);

/** What Redis tells every web process; `owner` is the id of a cart. Published by the scripts that change carts and sessions. */
export type LiveMessage = z.infer<typeof message>;

/** The message in `text`, or null when it is none of ours, such as one of a later version. */
export function parseLiveMessage(text: string): LiveMessage | null {
  try {
    return message.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
