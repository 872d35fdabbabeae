import type { Request } from 'express';
import type { CityResponse, Reader } from 'maxmind';
import { proxyPlace } from './proxy-place.js';

/** Where a request comes from, roughly: by what a proxy of ours says, else by the database of addresses, if there is one. */
export class Places {
  constructor(
    /** Without a proxy in front, anybody could send its headers. */
    private readonly hasProxy: boolean,
    private readonly database: Reader<CityResponse> | null,
  ) {}

  /** `Portland, United States`, or only the country; null when nothing is known. At most 121 characters. */
  placeOf(request: Pick<Request, 'headers' | 'ip'>): string | null {
    const told = this.hasProxy ? proxyPlace(request.headers) : [];
    const names = told.length > 0 ? told : this.look(request.ip ?? '');
    return names.filter((name) => name).join(', ') || null;
  }

  private look(address: string): (string | null | undefined)[] {
    const found = this.database?.get(address);
    return found ? [found.city?.names.en, found.country?.names.en] : [];
  }
}
