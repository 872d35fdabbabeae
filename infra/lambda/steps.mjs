/**
 * The four steps in which Secrets Manager rotates a secret, for the kinds that it has no function of its own for. Each may be
 * called again after an error, and changes nothing then that was changed before.
 */
import { randomBytes } from 'node:crypto';

/** 64 characters that an AUTH token and a signing secret may consist of. */
const fresh = () => randomBytes(32).toString('hex');

/** The new one signs; what was signed by the one before it is still believed. */
export const nextSessions = (current) => `${fresh()},${current.split(',')[0]}`;

export const nextPassword = () => fresh();

/**
 * @param store `read(stage, version?)` answers a text, or null where there is none; `propose(version, text)` stores the pending one;
 *   `promote(version)` makes it the current one.
 * @param kind `next(current)` answers a new value; `apply(value)` has the server take it beside the current one; `isTaken(value)` says whether
 *   it does.
 */
export async function rotate(step, version, store, kind) {
  if (step === 'createSecret') {
    if ((await store.read('AWSPENDING', version)) !== null) return;
    return store.propose(version, kind.next(await store.read('AWSCURRENT')));
  }
  const pending = await store.read('AWSPENDING', version);
  if (step === 'setSecret') {
    if (!(await kind.isTaken(pending))) await kind.apply(pending);
    return;
  }
  if (step === 'testSecret') {
    if (!(await kind.isTaken(pending))) throw new Error('the new value is not taken yet');
    return;
  }
  if (step === 'finishSecret') return store.promote(version);
  throw new Error(`unknown step ${step}`);
}
