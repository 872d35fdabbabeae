import type { ConnectionOptions } from 'node:tls';

export function isTaken(
  password: string,
  server: { host: string; port: number } & Pick<ConnectionOptions, 'ca'>,
): Promise<boolean>;
