import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

/** Look-ups take one of the few threads that passwords need too. */
const ASK_MS = 1300;

/**
 * Remembers which addresses a host name had when a connection was made, to notice later that it has others: the
 * endpoint of a managed Redis moved, while the old node still answers and still thinks that it is the primary.
 */
export class NameWatch {
  private readonly seen = new Set<string>();
  private askedAt = 0;

  /** `resolve`: how names are looked up. */
  constructor(private readonly resolve: LookupFunction = systemLookup) {}

  /** For the socket: looks the name up afresh, as sockets always do, and remembers. */
  readonly lookup: LookupFunction = (host, options, callback) => {
    this.resolve(host, options, (error, found, family) => {
      for (const address of addressesIn(found)) this.seen.add(address);
      callback(error, found, family);
    });
  };

  /** Looks at most once in 1.3 s. False too when nobody can say: a resolver that fails moves nothing. */
  async hasMoved(host: string): Promise<boolean> {
    if (isIP(host) !== 0 || performance.now() - this.askedAt < ASK_MS) return false;
    this.askedAt = Infinity;
    const found = await new Promise<string[]>((resolve) => {
      this.resolve(host, { all: true }, (_error, addresses) => resolve(addressesIn(addresses)));
    });
    this.askedAt = performance.now();
    return found.length > 0 && !found.some((address) => this.seen.has(address));
  }
}

function addressesIn(found: Parameters<Parameters<LookupFunction>[2]>[1] | undefined): string[] {
  if (!found) return [];
  return typeof found === 'string' ? [found] : found.map(({ address }) => address);
}
