import { join } from 'node:path';
import maxmind, { type CityResponse, type Reader } from 'maxmind';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../config/paths.js';
import { isMmdbFile } from './mmdb-file.js';
import { Places } from './places.js';

/** MaxMind's own test database, see test/fixtures/README.md. */
const FILE = join(PROJECT_ROOT, 'test', 'fixtures', 'GeoIP2-City-Test.mmdb');

const from = (headers: Record<string, string>, ip = '127.0.0.1') => ({ headers, ip });
/** As Node hands over the bytes of UTF-8. */
const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('a place told by a proxy', () => {
  const places = new Places(true, null);

  it.each([
    [{ 'cloudfront-viewer-city': 'Portland', 'cloudfront-viewer-country': 'US' }, 'Portland, United States'],
    [{ 'cloudfront-viewer-city': 'Z%C3%BCrich', 'cloudfront-viewer-country': 'CH' }, 'Zürich, Switzerland'],
    [{ 'x-vercel-ip-city': 'San%20Francisco', 'x-vercel-ip-country': 'US' }, 'San Francisco, United States'],
    [{ 'cf-ipcity': bytes('São Paulo'), 'cf-ipcountry': 'BR' }, 'São Paulo, Brazil'],
    [{ 'cf-ipcity': bytes('長春市'), 'cf-ipcountry': 'CN' }, '長春市, China'],
    [{ 'cf-ipcity': "L'Aquila", 'cf-ipcountry': 'IT' }, "L'Aquila, Italy"],
    [{ 'cf-ipcountry': 'DE' }, 'Germany'],
    [{ 'x-vercel-ip-city': 'Springfield' }, 'Springfield'],
  ])('%j is %j', (headers, place) => expect(places.placeOf(from(headers))).toBe(place));

  it.each<Record<string, string>>([
    { 'cf-ipcountry': 'XX' },
    { 'cf-ipcountry': 'T1' },
    { 'cf-ipcountry': 'ZZ' },
    { 'cf-ipcountry': 'de' },
    { 'cf-ipcountry': '<b>' },
    { 'cf-ipcity': '' },
    { 'cf-ipcity': ' ' },
    { 'cf-ipcity': '<script>alert(1)</script>' },
    { 'cf-ipcity': 'Portland, Springfield' },
    { 'cf-ipcity': bytes('here\u202eereht') },
    { 'cf-ipcity': 'a\u001b[31mb' },
    { 'x-vercel-ip-city': 'Port%0D%0Aland' },
    { 'x-vercel-ip-city': '%E0%A4%A' },
    { 'x-vercel-ip-city': '%00' },
    { 'x-vercel-ip-city': 'x'.repeat(61) },
    { 'x-vercel-ip-city': 'https://evil.example' },
  ])('%j is none', (headers) => expect(places.placeOf(from(headers))).toBeNull());

  it('is not believed when no proxy of ours stands in front', () => {
    expect(
      new Places(false, null).placeOf(from({ 'cf-ipcity': 'Portland', 'cf-ipcountry': 'US' })),
    ).toBeNull();
  });
});

describe('a place found in a database', () => {
  let database: Reader<CityResponse>;

  beforeAll(async () => {
    database = await maxmind.open<CityResponse>(FILE);
  });

  it.each([
    ['81.2.69.160', 'London, United Kingdom'],
    ['::ffff:81.2.69.160', 'London, United Kingdom'],
    ['89.160.20.112', 'Linköping, Sweden'],
    ['2001:218::1', 'Japan'],
    ['127.0.0.1', null],
    ['10.0.0.1', null],
    ['no address', null],
    ['', null],
  ])('%s is in %j', (ip, place) => expect(new Places(false, database).placeOf(from({}, ip))).toBe(place));

  it('gives way to what the proxy says', () => {
    const places = new Places(true, database);
    expect(places.placeOf(from({ 'cf-ipcountry': 'US' }, '81.2.69.160'))).toBe('United States');
    expect(places.placeOf(from({ 'cf-ipcountry': 'XX' }, '81.2.69.160'))).toBe('London, United Kingdom');
  });

  it('is a file of MaxMind’s format, and nothing else is', () => {
    expect(isMmdbFile(FILE)).toBe(true);
    for (const path of ['package.json', 'src', 'no/such/file'])
      expect(isMmdbFile(join(PROJECT_ROOT, path))).toBe(false);
  });
});
