import Stripe from 'stripe';
import { stripeKeys } from '../../../platform/config/stripe-settings.js';
import type { Env } from '../../../platform/config/env.js';
import { Gate } from '../../../platform/process/gate.js';

/** Shorter than the deadline around every gateway, so that a slow call is ended and not only unheard. */
const TIMEOUT_MS = 4000;
/** Calls of one process that may wait for Stripe at once: when Stripe is slow, the rest of the shop is not. */
const AT_ONCE = 10;

/** DI token of the client, null when Stripe is not connected. */
export const STRIPE = Symbol('STRIPE');

/** Stripe's library, with the settings of this shop. */
export interface StripeClient {
  stripe: Stripe;
  publishableKey: string;
  webhookSecret: string;
  /** Runs one exchange with Stripe. Errors: those of the library, and Error when its turn came too late. */
  call<T>(exchange: (stripe: Stripe) => Promise<T>): Promise<T>;
}

/** Null when Stripe is not connected. */
export function stripeClient(env: Env): StripeClient | null {
  const keys = stripeKeys(env);
  if (!keys) return null;
  const stripe = new Stripe(keys.secret, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    telemetry: false,
    ...(env.STRIPE_API_URL ? serverOf(env.STRIPE_API_URL) : {}),
  });
  const gate = new Gate(AT_ONCE);
  return {
    stripe,
    publishableKey: keys.publishable,
    webhookSecret: keys.webhook,
    call: (exchange) => inTurn(gate, () => exchange(stripe)),
  };
}

/** Whoever waited for longer than an answer takes has been told `unknown` already: nothing is sent for them. */
function inTurn<T>(gate: Gate, exchange: () => Promise<T>): Promise<T> {
  const came = performance.now();
  return gate.run(() => {
    if (performance.now() - came > TIMEOUT_MS) throw new Error('too many calls wait for Stripe');
    return exchange();
  });
}

function serverOf(address: string) {
  const { protocol, hostname, port } = new URL(address);
  const isHttps = protocol === 'https:';
  return {
    host: hostname,
    port: port || (isHttps ? 443 : 80),
    protocol: isHttps ? ('https' as const) : ('http' as const),
  };
}
