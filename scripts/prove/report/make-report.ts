import { machine } from '../../bench/sessions/machine.js';
import { modeText, type Options } from '../arguments.js';
import type { Audited } from '../audits/audit.js';
import type { Facts } from '../audits/facts.js';
import type { Performed } from '../faults/perform.js';
import type { Load, Plan } from '../plan.js';
import { failures, summary } from '../traffic/sample.js';
import type { Traffic } from '../traffic/traffic.js';
import { isKept, type FaultLine, type Report } from './report.js';
import type { Row } from './row.js';
import { table } from './targets.js';

/** All that a run has brought. */
export interface Run {
  options: Options;
  plan: Plan;
  load: Load;
  /** For which the shop was open. */
  seconds: number;
  traffic: Traffic;
  performed: readonly Performed[];
  /** That were measured. */
  rows: readonly Row[];
  audits: Audited[];
  facts: Facts;
}

export function makeReport({
  options,
  plan,
  load,
  seconds,
  traffic,
  performed,
  rows,
  audits,
  facts,
}: Run): Report {
  const { requests, failed } = traffic;
  const { acknowledged, orders, mails } = facts;
  return {
    isKept: isKept(rows, audits),
    mode: modeText(options),
    seed: options.seed,
    machine: machine(),
    load: { ...load, people: plan.people },
    totals: { requests, failed, acknowledged, orders: orders.length, mails: mails.length, seconds },
    faults: performed.map(faultLine),
    rows: table(rows),
    audits,
    seconds: traffic.bySecond(),
  };
}

function faultLine({ fault, from, to, figures, samples }: Performed): FaultLine {
  const { requests, failed, p99 } = summary(samples);
  return {
    name: fault.name,
    from: from / 1000,
    to: to / 1000,
    figures,
    requests,
    failed,
    failures: failures(samples),
    p99,
    ...(fault.curves && { curves: fault.curves() }),
  };
}
