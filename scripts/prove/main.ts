import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { readArguments, type Options } from './arguments.js';
import { ComposeShop } from './compose/compose-shop.js';
import { Containers } from './compose/containers.js';
import { composeSchedule } from './compose/schedule.js';
import { schedule } from './faults/schedule.js';
import type { Report } from './report/report.js';
import { text } from './report/text.js';
import { write } from './report/write.js';
import { runProof } from './run-proof.js';
import { Topology } from './topology/topology.js';

/** The whole proof, on servers of its own (their programs are named in the environment, as scripts/servers finds them) or in containers. */
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const say = (line: string) => process.stderr.write(`  ${line}\n`);
const opened: { close(): Promise<void> }[] = [];
const closeAll = () => Promise.all(opened.map((one) => one.close()));

/** The end of this process ends all servers at once; those that are open already take their folders along. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void closeAll().finally(() => process.exit(130)));

const options = optionsOrExit();
say(`seed ${options.seed}`);
try {
  const report = await (options.isCompose ? proveContainers() : proveProcesses());
  publish(report, options);
  process.exitCode = report.isKept ? 0 : 1;
} finally {
  await closeAll();
}
process.exit();

async function proveProcesses(): Promise<Report> {
  const topology = await Topology.start(dist, say);
  opened.push(topology);
  say(topology.whereabouts);
  return runProof(topology, options, schedule, say);
}

async function proveContainers(): Promise<Report> {
  const containers = await Containers.open();
  opened.push(containers);
  const shop = await ComposeShop.start(containers, say);
  say(shop.whereabouts);
  return runProof(shop, options, composeSchedule, say);
}

function optionsOrExit(): Options {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return process.exit(2);
  }
}

function publish(report: Report, { out }: Options): void {
  const proof = join(process.env['CLOUDCART_DATA_DIR'] ?? join(PROJECT_ROOT, '.data'), 'proof');
  const folders = [proof, ...(out === null ? [] : [out])];
  folders.forEach((folder) => write(report, folder));
  process.stderr.write(`${text(report)}\n`);
  say(`The report is ${join(folders.at(-1)!, 'report.html')}`);
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
