import { Refusal } from './refusal.js';

export interface StubAnswer {
  status: number;
  body: string;
}

interface Kept {
  fingerprint: string;
  answer: StubAnswer | null;
}

/**
 * Idempotency keys as Stripe keeps them: the first answer of a key, also a 500, is the answer to every repeat; other
 * parameters are an error; a repeat while the first one runs is 409. Parameters that fail validation keep nothing.
 * Source: docs.stripe.com/api/idempotent_requests
 */
export class Idempotency {
  private readonly kept = new Map<string, Kept>();

  async answer(
    key: string | undefined,
    fingerprint: string,
    work: () => Promise<StubAnswer>,
  ): Promise<StubAnswer & { isReplay: boolean }> {
    if (!key) return { ...(await work()), isReplay: false };
    const earlier = this.kept.get(key);
    if (earlier) return { ...repeat(earlier, fingerprint), isReplay: true };
    const kept: Kept = { fingerprint, answer: null };
    this.kept.set(key, kept);
    const answer = await work();
    if (answer.status === 400 && answer.body.includes('parameter_')) this.kept.delete(key);
    kept.answer = answer;
    return { ...answer, isReplay: false };
  }

  /** As after a day. */
  forget(): void {
    this.kept.clear();
  }
}

function repeat({ fingerprint, answer }: Kept, now: string): StubAnswer {
  if (fingerprint !== now)
    throw new Refusal(
      400,
      'idempotency_error',
      'idempotency_key_reused',
      'Keys for idempotent requests can only be used with the same parameters they were first used with.',
    );
  if (!answer)
    throw new Refusal(409, 'idempotency_error', 'idempotency_key_in_use', 'The first request still runs.');
  return answer;
}
