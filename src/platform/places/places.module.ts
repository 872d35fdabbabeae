import { Global, Module } from '@nestjs/common';
import maxmind, { type CityResponse } from 'maxmind';
import { ENV, type Env } from '../config/env.js';
import { Places } from './places.js';

/** Reads the whole file once; a newer one is read by the next process. */
async function places(env: Env): Promise<Places> {
  const file = env.GEOIP_DATABASE;
  return new Places(env.TRUST_PROXY_HOPS > 0, file ? await maxmind.open<CityResponse>(file) : null);
}

@Global()
@Module({ providers: [{ provide: Places, inject: [ENV], useFactory: places }], exports: [Places] })
export class PlacesModule {}
