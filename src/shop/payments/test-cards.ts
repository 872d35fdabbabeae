/** The cards of the test gateway, named for what they do. */
export const TEST_CARDS = ['approve', 'decline', 'confirm', 'slow_approve', 'slow_decline'] as const;
export type TestCard = (typeof TEST_CARDS)[number];

export type ChargeStatus = 'authorised' | 'declined' | 'waiting' | 'settling' | 'captured' | 'voided';

/** Cards that do not answer in time, and what the gateway says when it is asked later. */
export const SETTLES_TO: Partial<Record<TestCard, 'authorised' | 'declined'>> = {
  slow_approve: 'authorised',
  slow_decline: 'declined',
};

/** The state in which a charge on this card begins. */
export function firstStatus(card: TestCard): ChargeStatus {
  if (card === 'approve') return 'authorised';
  if (card === 'decline') return 'declined';
  return card === 'confirm' ? 'waiting' : 'settling';
}
