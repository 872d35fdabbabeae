import { readFileSync } from 'node:fs';
import { extname, posix } from 'node:path';
import { packedFile } from './packed-files.js';
import { hasReferences, renameReferences } from './references.js';
import { hashOf, StaticFile } from './static-file.js';

interface Asset {
  /** With the hash of its bytes, such as `/css/shop.3f9a1c2b.css`. */
  address: string;
  bytes: Buffer;
  file: StaticFile;
  /** What its text names. */
  needs: Asset[];
}

/** By which of its names a file was asked for: with its hash, with none, with that of another release. */
export type NameKind = 'hashed' | 'plain' | 'other';

const HASHED = /^(.+)\.[0-9a-f]{8}(\.\w+)$/;

/**
 * Files whose addresses carry the hash of what is in them, read once. Style sheets and scripts name each other by these addresses:
 * a script that imports a changed one has changed too. `sources`: plain address, such as `/js/shop.js`, to file, or to the bytes themselves.
 * Errors: when scripts import each other in a circle, since no hash can hold itself.
 */
export class Assets {
  private readonly byName = new Map<string, Asset>();
  private readonly byAddress = new Map<string, Asset>();

  constructor(private readonly sources: ReadonlyMap<string, string | Buffer>) {
    for (const name of sources.keys()) this.make(name, []);
  }

  /** Errors: when there is no such file. */
  address(name: string): string {
    return this.named(name).address;
  }

  /** Addresses of all that a file names and that those name, each once. */
  needsOf(name: string): string[] {
    const found = new Set<Asset>();
    const follow = ({ needs }: Asset) => {
      for (const need of needs) {
        if (found.has(need)) continue;
        found.add(need);
        follow(need);
      }
    };
    follow(this.named(name));
    return Array.from(found, ({ address }) => address);
  }

  find(path: string): { file: StaticFile; by: NameKind } | undefined {
    const hashed = this.byAddress.get(path);
    if (hashed) return { file: hashed.file, by: 'hashed' };
    const plain = this.byName.get(path);
    if (plain) return { file: plain.file, by: 'plain' };
    const other = this.byName.get(path.replace(HASHED, '$1$2'));
    return other && { file: other.file, by: 'other' };
  }

  /** Those that become smaller when packed, by address. */
  texts(): Map<string, Buffer> {
    const texts = [...this.byAddress].filter(([, { file }]) => file.isText);
    return new Map(texts.map(([address, { bytes }]) => [address, bytes]));
  }

  private named(name: string): Asset {
    const asset = this.byName.get(name);
    if (!asset) throw new Error(`there is no file for ${name}`);
    return asset;
  }

  private make(name: string, above: readonly string[]): Asset {
    const known = this.byName.get(name);
    if (known) return known;
    const path = [...above, name];
    if (above.includes(name))
      throw new Error(
        `${path.join(' imports ')}: move what they share into a file that imports none of them`,
      );
    const needs: Asset[] = [];
    const bytes = this.read(name, (target) => {
      const need = this.make(target, path);
      needs.push(need);
      return need.address;
    });
    const asset = this.assetOf(name, bytes, needs);
    this.byName.set(name, asset);
    this.byAddress.set(asset.address, asset);
    return asset;
  }

  /** A file in which the names of others among us are those that `rename` gives them. */
  private read(name: string, rename: (target: string) => string): Buffer {
    const source = this.sources.get(name)!;
    const bytes = typeof source === 'string' ? readFileSync(source) : source;
    const ending = extname(name);
    if (!hasReferences(ending)) return bytes;
    const text = renameReferences(bytes.toString(), ending, (reference) => {
      const target = posix.resolve(posix.dirname(name), reference);
      return this.sources.has(target) ? rename(target) : reference;
    });
    return Buffer.from(text);
  }

  private assetOf(name: string, bytes: Buffer, needs: Asset[]): Asset {
    const ending = extname(name);
    const address = `${name.slice(0, -ending.length)}.${hashOf(bytes)}${ending}`;
    const file = new StaticFile(name, bytes, (packing) => packedFile(address, bytes, packing));
    return { address, bytes, file, needs };
  }
}
