interface MollieSettings {
  NODE_ENV: string;
  PUBLIC_URL?: string | undefined;
  MOLLIE_API_KEY?: string | undefined;
  MOLLIE_API_URL?: string | undefined;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * What is wrong about them together: Mollie leads shoppers back to a whole address; another server than Mollie's own gets
 * the key, so it must be on this machine, and there is none in production.
 */
export function mollieProblems(env: MollieSettings): string[] {
  const problems =
    env.MOLLIE_API_KEY && !env.PUBLIC_URL
      ? ['PUBLIC_URL is missing: Mollie needs it to lead shoppers back to the shop']
      : [];
  if (!env.MOLLIE_API_URL) return problems;
  if (env.NODE_ENV === 'production')
    return [...problems, "MOLLIE_API_URL: production talks to Mollie's own servers only; leave it out"];
  const isHere = LOOPBACK.includes(new URL(env.MOLLIE_API_URL).hostname);
  return isHere ? problems : [...problems, 'MOLLIE_API_URL: expected an address on this machine'];
}
