interface StripeSettings {
  NODE_ENV: string;
  STRIPE_SECRET_KEY?: string | undefined;
  STRIPE_PUBLISHABLE_KEY?: string | undefined;
  STRIPE_WEBHOOK_SECRET?: string | undefined;
  STRIPE_API_URL?: string | undefined;
  STRIPE_JS_URL?: string | undefined;
}

const KEYS = ['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRET'] as const;
const ADDRESSES = ['STRIPE_API_URL', 'STRIPE_JS_URL'] as const;

/** Where Stripe's script comes from unless STRIPE_JS_URL names a stand-in. */
export const STRIPE_JS = 'https://js.stripe.com/v3/';

/** The three keys, or null when Stripe is not connected. */
export function stripeKeys(env: StripeSettings) {
  const { STRIPE_SECRET_KEY: secret, STRIPE_PUBLISHABLE_KEY: publishable } = env;
  const webhook = env.STRIPE_WEBHOOK_SECRET;
  return secret && publishable && webhook ? { secret, publishable, webhook } : null;
}

/**
 * What is wrong about them together: half of the keys would make a shop that takes money and never hears of it; other
 * servers than Stripe's own are for tests.
 */
export function stripeProblems(env: StripeSettings): string[] {
  const missing = KEYS.filter((name) => !env[name]);
  const isHalf = missing.length > 0 && missing.length < KEYS.length;
  const problems = isHalf
    ? missing.map((name) => `${name} is missing: Stripe needs ${KEYS.join(', ')}, or none of them`)
    : [];
  if (env.NODE_ENV !== 'production') return problems;
  const refused = ADDRESSES.filter((name) => env[name]);
  return [
    ...problems,
    ...refused.map((name) => `${name}: production talks to Stripe's own servers only; leave it out`),
  ];
}
