import { setTimeout as pause } from 'node:timers/promises';
import { chances } from '../rig/chances.js';
import type { Options } from './arguments.js';
import { auditAll, type Audited } from './audits/all.js';
import { gather } from './audits/gather.js';
import { settle } from './audits/settle.js';
import type { Stage } from './faults/fault.js';
import { perform, type Performed } from './faults/perform.js';
import type { Phase, Schedule } from './faults/schedule.js';
import { Crowd } from './people/crowd.js';
import { loadFor, partOf, planOf, type Load, type Plan } from './plan.js';
import { Progress, type Say } from './progress.js';
import { makeReport } from './report/make-report.js';
import type { Report } from './report/report.js';
import { milliseconds, type Row } from './report/row.js';
import type { OpenShop } from './topology/open-shop.js';
import { measureCapacity } from './traffic/capacity.js';
import { Lookers } from './traffic/lookers.js';
import { summary } from './traffic/sample.js';
import { Traffic } from './traffic/traffic.js';

/** Rows of chances that no shopper draws from. */
const CHANCES = { faults: 1_000_001, looks: 1_000_002, cookies: 1_000_003 };
/** Of those who only look. */
const WITH_COOKIE = 0.3;

/** People shop in an open shop, things go wrong, and in the end all is compared. */
export async function runProof<Shop extends OpenShop>(
  topology: Shop,
  options: Options,
  schedule: Schedule<Shop>,
  say: Say,
): Promise<Report> {
  const plan = planOf(options);
  const traffic = new Traffic();
  const crowd = new Crowd(topology, traffic, plan, options.seed);
  const stage = { topology, traffic, crowd, chance: chances(CHANCES.faults, options.seed) };
  const phases = schedule(options, stage.chance);
  say(`${plan.people} people arrive`);
  await crowd.register();
  const { pages } = topology.catalogue;
  const load = loadFor(plan, await measureCapacity(topology.url, pages, plan.measureSeconds));
  const performed = await goThrough(phases, stage, { load, plan, seed: options.seed, say });
  const seconds = traffic.now / 1000;
  const { audits, facts } = await compare(stage, performed, say);
  const rows = judge(performed, audits);
  return makeReport({ options, plan, load, seconds, traffic, performed, rows, audits, facts });
}

interface Conditions {
  load: Load;
  plan: Plan;
  seed: number;
  say: Say;
}

/** The shop opens, and everything that is planned goes wrong. */
async function goThrough<Shop extends OpenShop>(
  phases: readonly Phase<Shop>[],
  stage: Stage<Shop>,
  { load, plan, seed, say }: Conditions,
): Promise<Performed[]> {
  stage.traffic.open();
  const progress = new Progress(stage.traffic, say);
  const performed: Performed[] = [];
  for (const { shareOfLoad, faults } of phases) {
    const done: Performed[] = [];
    await whilePeopleShop(stage, partOf(load, shareOfLoad), seed, async () => {
      await pause(plan.calmSeconds * 1000);
      for (const fault of faults) {
        progress.now(fault.name);
        done.push(await perform(fault, stage));
      }
    });
    // Not before people are home: counting takes seconds, in which this process would serve no link.
    done.forEach((one) => say(inShort(one)));
    performed.push(...done);
  }
  progress.end();
  return performed;
}

/** What the audits have to say comes later; a run that is stopped before them has told this. */
function inShort({ fault, figures, samples }: Performed): string {
  const { failed, requests, p99 } = summary(samples);
  return `${fault.name}, done: ${failed} of ${requests} failed, p99 ${milliseconds(p99)}; ${JSON.stringify(figures)}`;
}

async function whilePeopleShop(
  { topology, traffic, crowd }: Stage<OpenShop>,
  load: Load,
  seed: number,
  work: () => Promise<void>,
): Promise<void> {
  const coin = chances(CHANCES.cookies, seed);
  const cookie = () => (coin() < WITH_COOKIE ? crowd.cookieOf(Math.floor(coin() * crowd.size)) : '');
  const { pages } = topology.catalogue;
  const lookers = new Lookers(topology.url, traffic, pages, chances(CHANCES.looks, seed), cookie);
  lookers.goOut(load.looksPerSecond);
  crowd.goOut(load.deedsPerSecond);
  try {
    await work();
  } finally {
    await Promise.all([lookers.goHome(), crowd.goHome()]);
  }
}

async function compare({ topology, crowd }: Stage<OpenShop>, performed: readonly Performed[], say: Say) {
  say('everything that was promised gets its time');
  await settle(topology);
  say('looking into every cart on every instance, and into the books');
  await crowd.gatherCarts();
  const failed = performed.flatMap(({ failure }) => failure ?? []);
  const facts = await gather(topology, crowd.journal, failed);
  return { facts, audits: auditAll(facts) };
}

function judge(performed: readonly Performed[], audits: readonly Audited[]): Row[] {
  const findings = audits.reduce((sum, one) => sum + one.findings.length, 0);
  return performed.flatMap(({ fault, figures, samples }) => fault.judge({ figures, samples, findings }));
}
