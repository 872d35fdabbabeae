import { setTimeout as pause } from 'node:timers/promises';
import { oneOf } from '../../rig/chances.js';
import type { Reception } from '../../rig/smtp-sink.js';
import type { Fault } from './fault.js';

const PART_MS = 5000;
const CREATE = /^POST \/v1\/payment_intents$/;
/** Of a hundred mails; the others are taken. */
const SHARES: [Reception, number][] = [
  ['refuse', 30],
  ['late', 10],
  ['taken in silence', 5],
];

function anyReception(chance: number): Reception {
  let left = chance * 100;
  for (const [reception, share] of SHARES) if ((left -= share) < 0) return reception;
  return 'take';
}

/**
 * The mail server refuses, dawdles, and takes mails without a word; the provider of payments loses answers, fails, and
 * then says nothing at all; a worker is killed meanwhile. There is no target; audits count what it breaks.
 */
export const mailAndPayments: Fault = {
  name: 'mail server and provider of payments fail, a worker is killed',
  async deed({ topology, chance }) {
    const { mail, payments, links } = topology.stores;
    mail.reception = () => anyReception(chance());
    for (const kind of ['drop', 'error_500', 'error_503', 'refuse_connection'] as const)
      payments.faults.plan(kind, CREATE, 2);
    await pause(PART_MS);
    const victim = oneOf(topology.workers, chance);
    await victim.kill();
    await links.payments.blackhole();
    await pause(PART_MS);
    await links.payments.pass();
    payments.faults.clear();
    await victim.start();
    mail.reception = () => 'take';
    return { refusedMails: mail.counts.get('refuse') ?? 0, lateMails: mail.counts.get('late') ?? 0 };
  },
  judge: () => [],
};
