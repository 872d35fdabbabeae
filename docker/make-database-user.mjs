/**
 * Makes the shop's user of MySQL, whose name and password are in DATABASE_URL, as the database's owner; does nothing to one that is
 * there. The shop's user may change what is in its database, and the schema, for migrations: nothing outside of it, and no users.
 */
import { createConnection } from 'mysql2/promise';

const RIGHTS = [
  'SELECT, INSERT, UPDATE, DELETE',
  'CREATE, ALTER, DROP, INDEX, REFERENCES',
  'CREATE TEMPORARY TABLES, LOCK TABLES, TRIGGER, CREATE VIEW',
].join(', ');

const { DATABASE_URL, DATABASE_OWNER, DATABASE_OWNER_PASSWORD } = process.env;
const url = new URL(DATABASE_URL);
const [user, password] = [url.username, url.password].map(decodeURIComponent);
const owner = await createConnection({
  host: url.hostname,
  port: Number(url.port || 3306),
  user: DATABASE_OWNER,
  password: DATABASE_OWNER_PASSWORD,
  ...(url.searchParams.get('ssl-mode') === 'REQUIRED' && { ssl: {} }),
});
try {
  await owner.query("CREATE USER IF NOT EXISTS ?@'%' IDENTIFIED BY ?", [user, password]);
  await owner.query(`GRANT ${RIGHTS} ON ??.* TO ?@'%'`, [url.pathname.slice(1), user]);
} finally {
  await owner.end();
}
process.stdout.write('The database has its user for the shop.\n');
