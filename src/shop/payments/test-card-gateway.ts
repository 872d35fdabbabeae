import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../platform/database/database.js';
import { randomKey } from '../../platform/random/random-key.js';
import type { Authorisation, AuthoriseRequest, DeedRequest, DeedResult, PaymentGateway } from './gateway.js';
import { firstStatus, SETTLES_TO, TEST_CARDS, type ChargeStatus, type TestCard } from './test-cards.js';

interface Charge {
  reference: string;
  card: TestCard;
  status: ChargeStatus;
  amount: number;
  captured: number;
  orderNumber: string;
}

/** How long a card that times out keeps the shopper waiting. */
const TIME_OUT_MS = 300;

/**
 * A payment provider made of a table, with cards that approve, decline, ask for a confirmation or do not answer.
 * For development and tests: it cannot even be constructed in production.
 */
export class TestCardGateway implements PaymentGateway {
  readonly id = 'test_card';
  readonly choices = TEST_CARDS.map((card) => ({
    id: `test_card_${card}`,
    gateway: this.id,
    details: { card },
    labelKey: `checkout.payment.test_card_${card}`,
    hintKey: `checkout.payment.test_card_${card}_hint`,
    isTest: true,
  }));

  /** Errors: Error in production. */
  constructor(
    private readonly database: Database,
    nodeEnv: string,
  ) {
    if (nodeEnv === 'production') throw new Error('The test card gateway does not exist in production.');
  }

  async authorise(request: AuthoriseRequest): Promise<Authorisation> {
    const card = TEST_CARDS.find((name) => name === request.details['card']) ?? 'decline';
    await this.database.execute(
      `INSERT INTO test_card_charges (idempotency_key, reference, card, status, amount, created_at)
       VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE idempotency_key = idempotency_key`,
      [request.idempotencyKey, randomKey(), card, firstStatus(card), request.amount],
    );
    if (SETTLES_TO[card]) {
      await pause(TIME_OUT_MS);
      return { status: 'unknown' };
    }
    const answer = await this.find(request.idempotencyKey);
    return answer.status === 'not_found' ? { status: 'unknown' } : answer;
  }

  async find(idempotencyKey: string): Promise<Authorisation | { status: 'not_found' }> {
    const charge = await this.charge('idempotency_key', idempotencyKey);
    if (!charge) return { status: 'not_found' };
    const settled = charge.status === 'settling' ? SETTLES_TO[charge.card] : undefined;
    if (!settled) return answerOf(charge);
    await this.move(charge.reference, settled, ['settling']);
    return this.find(idempotencyKey);
  }

  /** A charge by the reference in the address of its confirmation page; `isWaiting` for its owner's yes. */
  async byReference(
    reference: string,
  ): Promise<{ orderNumber: string; amount: number; isWaiting: boolean } | null> {
    const charge = await this.charge('reference', reference);
    return charge ? { ...charge, isWaiting: charge.status === 'waiting' } : null;
  }

  /** The owner's yes or no. Only the first one counts. */
  async decide(reference: string, isApproved: boolean): Promise<void> {
    await this.move(reference, isApproved ? 'authorised' : 'declined', ['waiting']);
  }

  async capture(request: DeedRequest): Promise<DeedResult> {
    await this.database.execute(
      `UPDATE test_card_charges SET status = 'captured', captured = ?
       WHERE reference = ? AND status = 'authorised' AND amount >= ?`,
      [request.amount, request.reference, request.amount],
    );
    return this.isNow(request.reference, 'captured');
  }

  async void(request: Omit<DeedRequest, 'amount'>): Promise<DeedResult> {
    await this.move(request.reference, 'voided', ['authorised', 'waiting', 'settling']);
    return this.isNow(request.reference, 'voided');
  }

  async refund(request: DeedRequest): Promise<DeedResult> {
    const { idempotencyKey, reference, amount } = request;
    return this.database.transaction(async (tx) => {
      const charges: { captured: number }[] = await tx.query(
        'SELECT captured FROM test_card_charges WHERE reference = ? FOR UPDATE',
        [reference],
      );
      const others: { given: string }[] = await tx.query(
        `SELECT COALESCE(SUM(amount), 0) AS given FROM test_card_refunds WHERE reference = ? AND idempotency_key <> ?`,
        [reference, idempotencyKey],
      );
      if (Number(others[0]?.given) + amount > (charges[0]?.captured ?? 0))
        return { status: 'refused', reason: 'more than was captured' };
      await tx.query(
        `INSERT INTO test_card_refunds (idempotency_key, reference, amount, created_at)
         VALUES (?, ?, ?, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE amount = VALUES(amount)`,
        [idempotencyKey, reference, amount],
      );
      return { status: 'done', reference: idempotencyKey };
    });
  }

  private async charge(column: 'idempotency_key' | 'reference', value: string): Promise<Charge | undefined> {
    const rows = await this.database.query<Charge>(
      `SELECT reference, card, status, amount, captured, idempotency_key AS orderNumber
       FROM test_card_charges WHERE ${column} = ?`,
      [value],
    );
    return rows[0];
  }

  private async move(reference: string, to: ChargeStatus, from: readonly ChargeStatus[]): Promise<void> {
    await this.database.execute(
      'UPDATE test_card_charges SET status = ? WHERE reference = ? AND status IN (?)',
      [to, reference, from],
    );
  }

  private async isNow(reference: string, status: ChargeStatus): Promise<DeedResult> {
    const charge = await this.charge('reference', reference);
    return charge?.status === status
      ? { status: 'done', reference }
      : { status: 'refused', reason: `the charge is ${charge?.status ?? 'not there'}` };
  }
}

function answerOf({ status, reference }: Charge): Authorisation {
  if (status === 'authorised' || status === 'captured') return { status: 'authorised', reference };
  if (status === 'waiting')
    return { status: 'needs_confirmation', reference, url: `/checkout/confirm/${reference}` };
  return { status: 'declined', reason: status === 'voided' ? 'voided' : 'card_declined' };
}
