/**
 * Life of one private server: used again when a killed launcher left it running, else started, watched,
 * started again on the same port when it dies, and ended with the shop.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { writePrivate } from './data-folder.mjs';
import { commandLine, endProcess, isAlive, until, workingFolder } from './processes.mjs';
import { PlainError, warn } from './terminal.mjs';

/** Below the ports that systems give to outgoing connections: one of those is often gone again before it is listened on. */
const PORTS = { first: 20_000, count: 12_000 };
const MOST_TRIES = 100;

/** The port, if nobody listens on it; any free one for 0. Errors: that of listening, such as EADDRINUSE. */
export async function freePort(wanted = 0, host = '127.0.0.1') {
  if (wanted !== 0) return probe(wanted, host);
  for (let tries = 1; ; tries += 1) {
    const port = await probe(PORTS.first + randomInt(PORTS.count), host).catch((error) => {
      if (error.code !== 'EADDRINUSE' || tries === MOST_TRIES) throw error;
    });
    if (port !== undefined) return port;
  }
}

function probe(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => server.close(() => resolve(port)));
  });
}

/** What a server on `port` says after `greeting` was sent, up to where `isEnough`; '' when it does not answer. */
export function converse(port, greeting, isEnough) {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(greeting));
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      if (isEnough(heard)) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(heard));
  });
}

const stateFile = (folder) => join(folder, 'state.json');
const readState = (folder) =>
  existsSync(stateFile(folder)) ? JSON.parse(readFileSync(stateFile(folder), 'utf8')) : {};

/** The process noted in `folder`, if it is alive and really that server: a number alone may be anybody's by now. */
function noted(folder) {
  const { pid, port, program } = readState(folder);
  if (!pid || !isAlive(pid)) return undefined;
  const place = workingFolder(pid);
  const isThat = place === undefined ? commandLine(pid).includes(program) : place.startsWith(folder);
  return isThat ? { pid, port } : undefined;
}

function launch(spec, port) {
  const log = openSync(join(spec.folder, 'log'), 'a', 0o600);
  const { file, argv0, args, env } = spec.command(port);
  // A session of its own: Ctrl-C in the terminal must reach the shop first.
  const child = spawn(file, args, {
    ...spec.user,
    argv0,
    env,
    cwd: spec.folder,
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.on('error', (error) => warn(`${file}: ${error.message}`));
  child.unref();
  closeSync(log);
  writePrivate(stateFile(spec.folder), JSON.stringify({ pid: child.pid, port, program: argv0 ?? file }));
  return child.pid;
}

async function start(spec) {
  const port = await freePort(readState(spec.folder).port).catch(() => freePort());
  const pid = launch(spec, port);
  const answers = () => spec.version(port).then(Boolean);
  if (await until(answers, { seconds: 60, meanwhile: () => isAlive(pid) })) return { pid, port };
  await endProcess(pid, 5);
  const log = readFileSync(join(spec.folder, 'log'), 'utf8').trimEnd().split('\n').slice(-12).join('\n');
  throw new PlainError(
    `The private ${spec.name} did not start. The end of ${join(spec.folder, 'log')}:\n${log}`,
  );
}

async function leftRunning(spec) {
  const left = noted(spec.folder);
  if (!left) return undefined;
  if (
    await until(() => spec.version(left.port).then(Boolean), {
      seconds: 10,
      meanwhile: () => isAlive(left.pid),
    })
  ) {
    return left;
  }
  await endProcess(left.pid, 1); // stopped or hanging: its data are safe on disk
  return undefined;
}

/** Starts the server again when it dies. Returns a function that ends the watch. */
function watch(spec, current) {
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy || isAlive(current.pid)) return;
    isBusy = true;
    warn(`The private ${spec.name} has ended; starting it again.`);
    await start(spec).then(
      (next) => Object.assign(current, next),
      (error) => warn(error.message),
    );
    isBusy = false;
  }, 500);
  return () => clearInterval(timer);
}

/**
 * Opens a private server. `spec`: name, folder, user, prepare() before a start, command(port), and version(port),
 * which is '' while it does not answer. `wasRunning` tells whether somebody else may be using it.
 */
export async function openServer(spec) {
  const left = await leftRunning(spec);
  if (!left) await spec.prepare();
  const current = left ?? (await start(spec));
  const endWatch = watch(spec, current);
  const close = async () => {
    endWatch();
    await closeServer(spec.folder);
  };
  return {
    port: current.port,
    version: await spec.version(current.port),
    wasRunning: !!left,
    endWatch,
    close,
  };
}

/** Ends the server noted in `folder`, if it runs. */
export async function closeServer(folder) {
  const left = noted(folder);
  if (left) await endProcess(left.pid, 30);
}
