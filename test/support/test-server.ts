/** Address of a server that `npm test` started for its tests. Errors: says how to get one. */
export function testServer(name: 'TEST_DATABASE_URL' | 'TEST_REDIS_URL'): string {
  const address = process.env[name];
  if (!address)
    throw new Error(`${name} is not set: run the tests with npm test, which starts its own servers`);
  return address;
}
