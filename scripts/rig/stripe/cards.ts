/** What happens to a card: Stripe's own test numbers. Source: docs.stripe.com/testing */
export const CARDS = {
  approve: '4242424242424242',
  threeDSecure: '4000002760003184',
  declined: '4000000000000002',
} as const;

export function verdictOf(number: string): 'approve' | 'three_d_secure' | 'declined' {
  const digits = number.replace(/\D/g, '');
  if (digits === CARDS.approve) return 'approve';
  return digits === CARDS.threeDSecure ? 'three_d_secure' : 'declined';
}
