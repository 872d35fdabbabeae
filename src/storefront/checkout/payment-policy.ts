/** What Stripe's form needs from a page. Source: docs.stripe.com/security/guide, "Content Security Policy". */
const STRIPE: Record<string, string[]> = {
  'script-src': ["'self'", 'https://js.stripe.com', 'https://*.js.stripe.com'],
  'frame-src': ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  'connect-src': ["'self'", 'https://api.stripe.com'],
  'img-src': ["'self'", 'data:', 'https://*.stripe.com'],
  // The answer to our form leads to the hosted page, and browsers hold redirects to this as well.
  'form-action': ["'self'", 'https://checkout.stripe.com'],
};
const WITH_STAND_INS: Record<string, string[]> = {
  'script-src': ["'self'"],
  'frame-src': [],
  'connect-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'form-action': ["'self'"],
};

/**
 * The shop's content policy, opened for the payment page: for Stripe, or for the servers that stand in for it.
 * `policy`: the header of every other page; directives that are not about Stripe stay as they are.
 */
export function paymentPolicy(policy: string, standIns: readonly string[]): string {
  const opened =
    standIns.length === 0
      ? STRIPE
      : Object.fromEntries(
          Object.entries(WITH_STAND_INS).map(([name, sources]) => [name, [...sources, ...standIns]]),
        );
  const kept = policy.split(';').filter((part) => !Object.hasOwn(opened, part.trim().split(' ')[0] ?? ''));
  const added = Object.entries(opened).map(([name, sources]) => `${name} ${sources.join(' ')}`);
  return [...kept, ...added].join(';');
}
