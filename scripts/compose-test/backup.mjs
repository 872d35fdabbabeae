/** A backup, and the way back to it, as docs/backup.md says. */
import { expect } from './promises.mjs';

const ORDERS = 'SELECT id, email, state, total FROM orders ORDER BY id';
const SINCE = "UPDATE orders SET note = 'since the backup'; DROP TABLE customer_carts";
const LEFT_OF_IT = "SELECT COUNT(*), (SELECT COUNT(*) FROM customer_carts) FROM orders WHERE note <> ''";

/** A restore wants nobody in the database. */
async function stopAllButMysql(containers) {
  const running = (await containers.compose('ps', '--services')).trim().split('\n');
  await containers.compose('stop', ...running.filter((name) => !name.startsWith('mysql')));
}

/** Makes a backup, spoils the database, and has it back as it was. Nothing but MySQL runs afterwards. */
export async function thereAndBackAgain(containers) {
  const before = await containers.sql(ORDERS);
  // So that its volume goes with the others at the end.
  containers.add('backup');
  await containers.compose('build', 'backup');
  const said = await containers.compose('run', '--rm', '-T', 'backup');
  const [, backup] = /^Backed up: (\/backups\/cloudcart-\w+)$/m.exec(said) ?? [];
  expect(backup, `no backup:\n${said}`);
  await containers.sql(SINCE);
  await stopAllButMysql(containers);
  const restore = ['node', 'dist/scripts/restore.js', backup, '--replace'];
  const restored = await containers.compose('run', '--rm', '-T', 'backup', ...restore);
  expect(/Restored: the shop is as it was/.test(restored), `not restored:\n${restored}`);
  expect((await containers.sql(ORDERS)) === before, 'the orders are not those that were backed up');
  expect((await containers.sql(LEFT_OF_IT)).startsWith('0\t'), 'what came after the backup is still there');
  return `${before.split('\n').length} orders are as they were`;
}
