import type { Audit, Audited } from './audit.js';
import { acknowledgedChanges, sessionKeys, signedOutSessions } from './carts.js';
import type { Facts } from './facts.js';
import { mailsOnce } from './mails.js';
import { centsWrong, paymentsKnown } from './money.js';
import { ordersOnce, unitsOversold } from './orders.js';
import { answersExpected, faultsOver, processesWell } from './processes.js';

const AUDITS: readonly Audit[] = [
  acknowledgedChanges,
  ordersOnce,
  unitsOversold,
  centsWrong,
  paymentsKnown,
  mailsOnce,
  signedOutSessions,
  sessionKeys,
  answersExpected,
  processesWell,
  faultsOver,
];

export const auditAll = (facts: Facts): Audited[] =>
  AUDITS.map(({ name, looked, findings }) => ({ name, looked: looked(facts), findings: findings(facts) }));

export type { Audited };
