import { randomBytes } from 'node:crypto';

/** Parts of the layout that belong to the visitor; each is a template `views/holes/<name>.hbs`. */
export const HOLES = ['live', 'menuAccount', 'account', 'wishes', 'cart', 'banner', 'message'] as const;

export type Hole = (typeof HOLES)[number];

/** Nobody can guess it, so no text in the shop can pass for a hole. */
const SECRET = randomBytes(9).toString('hex');
const markOf = (hole: Hole) => `\u0001${SECRET}:${hole}\u0001`;
const MARK = new RegExp(`\u0001${SECRET}:(\\w+)\u0001`);

/** What templates put where a hole shall be. */
export const holeMarks = Object.fromEntries(HOLES.map((hole) => [hole, markOf(hole)]));

/** A page as everybody sees it, in pieces: `texts[0]`, the hole `holes[0]`, `texts[1]` and so on. */
export interface Frame {
  texts: readonly string[];
  holes: readonly Hole[];
}

export function cutFrame(html: string): Frame {
  const parts = html.split(MARK);
  return {
    texts: parts.filter((_, at) => at % 2 === 0),
    holes: parts.filter((_, at) => at % 2 === 1) as Hole[],
  };
}

/** The page of one visitor. */
export const fillFrame = ({ texts, holes }: Frame, filling: Record<Hole, string>): string =>
  texts.map((text, at) => (at < holes.length ? text + filling[holes[at]!] : text)).join('');
