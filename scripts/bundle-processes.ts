/**
 * Part of `npm run build`: makes one file of the web process and its packages, and one of the worker, since finding and opening three
 * thousand files takes half of a start (docs/decisions/0066-one-file-per-process.md).
 */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { PROJECT_ROOT } from '../src/platform/config/paths.js';

const DIST = join(PROJECT_ROOT, 'dist');
const FOLDER = join(DIST, 'processes');

/** Stay in node_modules: what has machine code, reads files beside its own, starts threads of its own, or is used by few shops only. */
const OUTSIDE = [
  /^(@img|@node-rs|@resvg|sharp)(\/|$)/,
  /^(@fontsource.*|dejavu-fonts-ttf|fontkit|pdfkit|woff2-encoder)(\/|$)/,
  /^(pino|pino-.*|thread-stream|prom-client|reflect-metadata)(\/|$)/,
  /^(@aws-sdk|iron-webcrypto|memcache-client)(\/|$)/,
  // What Nest and TypeORM ask for when another database or transport is chosen; nobody has these installed.
  /^@nestjs\/(microservices|websockets|mongoose|platform-(fastify|socket.io))(\/|$)/,
  /^(@google-cloud\/spanner|@sap\/.*|better-sqlite3|class-transformer|class-validator|hdb-pool|ioredis|mongodb|mssql|mysql|oracledb|pg|pg-.*|react-native-sqlite-storage|sql\.js|sqlite3|typeorm-aurora-data-api-driver)(\/|$)/,
];

/** Two names that TypeORM 1 no longer has are looked for by `require`, which would load a second TypeORM beside the bundled one. */
const oneTypeorm: Plugin = {
  name: 'one-typeorm',
  load: (id) =>
    id.endsWith('/@nestjs/typeorm/dist/common/typeorm-compat.js')
      ? 'export const Connection = undefined, AbstractRepository = undefined;'
      : null,
};

/** Names stay: Nest says them in messages, and a stack trace of one large file has little else to go by. */
export async function bundleProcesses(): Promise<void> {
  const part = `${FOLDER}.part`;
  rmSync(part, { recursive: true, force: true });
  const bundle = await rolldown({
    input: ['web-process', 'worker-process'].map((name) => join(DIST, 'src', `${name}.js`)),
    platform: 'node',
    external: (id) => OUTSIDE.some((outside) => outside.test(id)),
    plugins: [oneTypeorm],
  });
  await bundle.write({ dir: part, format: 'es', keepNames: true, chunkFileNames: '[name].js' });
  await bundle.close();
  // At the last moment: a process that runs beside a build loads some of its parts only when they are wanted.
  rmSync(FOLDER, { recursive: true, force: true });
  renameSync(part, FOLDER);
}
