import type { IncomingHttpHeaders } from 'node:http';

/** Request headers in which proxies say where a client is: Amazon CloudFront, Cloudflare, Vercel. Countries are ISO 3166-1 codes. */
const HEADERS = [
  { city: 'cloudfront-viewer-city', country: 'cloudfront-viewer-country' },
  { city: 'cf-ipcity', country: 'cf-ipcountry' },
  { city: 'x-vercel-ip-city', country: 'x-vercel-ip-country' },
] as const;

const MAX_LENGTH = 60;
/** What names of places are made of. No comma: a header that came twice has one. */
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}\p{N} .'’()-]*$/u;
const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** City and country as far as a proxy names them. Anything that does not look like a place is left out. */
export function proxyPlace(headers: IncomingHttpHeaders): (string | null)[] {
  for (const { city, country } of HEADERS) {
    const names = [cityName(headers[city]), countryName(headers[country])];
    if (names.some((name) => name !== null)) return names;
  }
  return [];
}

function cityName(value: string | string[] | undefined): string | null {
  if (typeof value !== 'string') return null;
  const name = decoded(value).normalize('NFC').trim();
  return name.length <= MAX_LENGTH && NAME.test(name) ? name : null;
}

/** Codes of no country: XX is Cloudflare's, ZZ is Unicode's. */
const NOWHERE = new Set(['XX', 'ZZ']);

/** Null for T1 (Tor) too, which Cloudflare sends. */
function countryName(value: string | string[] | undefined): string | null {
  if (typeof value !== 'string' || !/^[A-Z]{2}$/.test(value) || NOWHERE.has(value)) return null;
  return countries.of(value) ?? null;
}

/** Vercel and CloudFront encode by percent signs, Cloudflare sends UTF-8, and Node takes every byte for a letter. */
function decoded(value: string): string {
  const text = Buffer.from(value, 'latin1').toString('utf8');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
