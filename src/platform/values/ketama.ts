import { createHash } from 'node:crypto';

const DIGESTS_PER_NODE = 40;
const POINTS_PER_DIGEST = 4;

/** What keys of one visitor have in common: as in a Redis cluster, only the part in braces says where a key lives. */
const tagOf = (key: string): string => /\{(.+?)\}/.exec(key)?.[1] ?? key;

const digest = (text: string): Buffer => createHash('md5').update(text).digest();

/**
 * Which of several nodes holds a key, as libketama does it: each node has 160 places on a ring, a key belongs to the
 * next place. All instances agree from the list of names alone; one node more or less moves only its share of the keys.
 * Keys with the same `{tag}` live together, so that a lost node takes its visitors whole, and no others.
 */
export class KetamaRing {
  private readonly points: { place: number; node: string }[];

  constructor(nodes: readonly string[]) {
    this.points = nodes.flatMap(placesOf).sort((a, b) => a.place - b.place);
  }

  nodeOf(key: string): string {
    const place = digest(tagOf(key)).readUInt32LE(0);
    let [low, high] = [0, this.points.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.points[middle]!.place < place) low = middle + 1;
      else high = middle;
    }
    return this.points[low % this.points.length]!.node;
  }
}

function placesOf(node: string): { place: number; node: string }[] {
  const digests = Array.from({ length: DIGESTS_PER_NODE }, (_, n) => digest(`${node}-${n}`));
  return digests.flatMap((bytes) =>
    Array.from({ length: POINTS_PER_DIGEST }, (_, n) => ({ place: bytes.readUInt32LE(n * 4), node })),
  );
}
