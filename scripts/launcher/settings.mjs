/** The launcher's own settings, and the check of all others by the shop itself before anything is started. */
import { join } from 'node:path';
import { secretsOf } from './data-folder.mjs';
import { freePort } from './private-server.mjs';
import { run } from './processes.mjs';
import { nodeProgram, root, withLocalBin } from './project.mjs';
import { PlainError } from './terminal.mjs';

const MOST_INSTANCES = 64;
/** As in the image: see docs/decisions/0069. */
const SEMI_SPACE = '--max-semi-space-size=16';

/** What WEB_INSTANCES asks for: a number of web processes, or 'auto'. */
export function webInstances(text) {
  if (text === 'auto') return text;
  const count = Number(text || '1');
  if (Number.isInteger(count) && count >= 1 && count <= MOST_INSTANCES) return count;
  throw new PlainError(`WEB_INSTANCES: expected a whole number from 1 to ${MOST_INSTANCES}, or auto`, 78);
}

/**
 * As many web processes as there are cores for us. Asked of the Node that will run them, once it is there: from version 22.10 on
 * it knows the CPU limit of a container, older ones count the whole machine.
 */
export async function usableCores() {
  const cores = Number(await run(nodeProgram(), ['--print', 'os.availableParallelism()']));
  return Math.min(cores, MOST_INSTANCES);
}

/** Environment of the shop's processes: what is set, then `found` (private servers, port), then the launcher's defaults. */
export function childEnvironment(dataDir, found) {
  const defaults = {
    SESSION_SECRETS: secretsOf(dataDir).sessions,
    MAIL_DIR: join(dataDir, 'mail'),
    NODE_OPTIONS: SEMI_SPACE,
  };
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  return withLocalBin({ ...defaults, ...given, ...found, CLOUDCART_DATA_DIR: dataDir });
}

/** Lets the shop check its settings before anything is started; servers that we are going to open count as given. */
export async function checkSettings(dataDir) {
  const { DATABASE_URL, REDIS_URL } = process.env;
  const env = childEnvironment(dataDir, {
    DATABASE_URL: DATABASE_URL || 'mysql://127.0.0.1/shop',
    REDIS_URL: REDIS_URL || 'redis://127.0.0.1',
  });
  const code = `import { readEnv } from ${JSON.stringify(join(root, 'dist/src/platform/config/env.js'))};
    try { readEnv(); } catch (error) { console.error(error.message); process.exit(78); }`;
  await run(nodeProgram(), ['--input-type=module', '--eval', code], { cwd: root, env });
}

const inUse = (host, port) => `Port ${port} of ${host} is in use by another program.
End that program, or choose another port:  PORT=${port + 1} npm start`;

/** The port to serve: PORT when it is free, any free one for 0. */
export async function choosePort({ HOST, PORT }) {
  const host = HOST || '127.0.0.1';
  const wanted = Number(PORT || '3000');
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535) {
    throw new PlainError('PORT: expected a whole number from 0 to 65535', 78);
  }
  const port = await freePort(wanted, host).catch((error) => {
    if (error.code === 'EADDRINUSE') throw new PlainError(inUse(host, wanted));
    throw new PlainError(`Port ${wanted} of ${host} cannot be used: ${error.message}`);
  });
  return { host, port };
}

/** Address to type into a browser on this machine. */
export function addressOf(host, port) {
  const reachable = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
