import type { Env } from '../../../platform/config/env.js';
import { Gate } from '../../../platform/process/gate.js';
import { mollieApi, type MollieApi } from './mollie-api.js';

/** Calls of one process that may wait for Mollie at once: when Mollie is slow, the rest of the shop is not. */
const AT_ONCE = 10;
/** Whoever waited for longer has been told `unknown` already: nothing is sent for them. */
const TURN_WITHIN_MS = 4000;

/** DI token of the client, null when Mollie is not connected. */
export const MOLLIE = Symbol('MOLLIE');

/** Mollie's library, with the settings of this shop. */
export interface MollieClient {
  /** Where shoppers are led back to, without a slash at the end. */
  shopUrl: string;
  /** Where Mollie tells of changes; null where it could not reach us, and would refuse the payment for it. */
  webhookUrl: string | null;
  /** Runs one exchange with Mollie. Errors: those of the library, and Error when its turn came too late. */
  call<T>(exchange: (api: MollieApi) => Promise<T>): Promise<T>;
}

/** Null when Mollie is not connected. */
export async function mollieClient(env: Env): Promise<MollieClient | null> {
  if (!env.MOLLIE_API_KEY || !env.PUBLIC_URL) return null;
  const api = await mollieApi(env.MOLLIE_API_KEY, env);
  const gate = new Gate(AT_ONCE);
  const { origin } = new URL(env.PUBLIC_URL);
  const isReachable = env.isHttps || env.NODE_ENV === 'test';
  return {
    shopUrl: origin,
    webhookUrl: isReachable ? `${origin}/webhooks/mollie` : null,
    call: (exchange) => {
      const came = performance.now();
      return gate.run(() => {
        if (performance.now() - came > TURN_WITHIN_MS) throw new Error('too many calls wait for Mollie');
        return exchange(api);
      });
    },
  };
}
