import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { readArguments } from './arguments.js';
import { text } from './report/text.js';
import { write } from './report/write.js';
import { runProof } from './run-proof.js';
import { Topology } from './topology/topology.js';

/** The whole proof, on servers of its own; their programs are named in the environment, as scripts/servers finds them. */
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const say = (line: string) => process.stderr.write(`  ${line}\n`);
const options = optionsOrExit();
say(`seed ${options.seed}`);

const topology = await Topology.start(dist, say);
let isClosing = false;
async function close(): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  await topology.close();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void close().finally(() => process.exit(130)));

try {
  const report = await runProof(topology, options, say);
  const data = process.env['CLOUDCART_DATA_DIR'] ?? join(PROJECT_ROOT, '.data');
  const folders = [join(data, 'proof'), ...(options.out === null ? [] : [options.out])];
  folders.forEach((folder) => write(report, folder));
  process.stderr.write(`${text(report)}\n`);
  say(`The report is ${join(folders.at(-1)!, 'report.html')}`);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exitCode = report.isKept ? 0 : 1;
} finally {
  await close();
}
process.exit();

function optionsOrExit() {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return process.exit(2);
  }
}
