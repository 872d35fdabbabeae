export interface S3Address {
  bucket: string;
  /** Without slashes at its ends; empty for none. */
  prefix: string;
  region?: string | undefined;
  /** Of another server than Amazon's that speaks S3. */
  endpoint?: string | undefined;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^(?:[\w-]+(?:\/[\w-]+)*)?$/;

/** `s3://bucket/prefix?region=eu-central-1&endpoint=http://127.0.0.1:4566`; all but the bucket may be left out. Null when it is none. */
export function s3Address(url: string): S3Address | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, pathname, searchParams } = new URL(url);
  const prefix = pathname.replace(/^\/|\/$/g, '');
  const [region, endpoint] = [searchParams.get('region'), searchParams.get('endpoint')];
  const isFine = protocol === 's3:' && BUCKET.test(hostname) && PREFIX.test(prefix);
  if (!isFine || (endpoint !== null && !/^https?:\/\//.test(endpoint))) return null;
  return { bucket: hostname, prefix, region: region ?? undefined, endpoint: endpoint ?? undefined };
}
