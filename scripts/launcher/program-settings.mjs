/** Where scripts/servers finds the programs for servers of a test's or a bench's own, as environment variables. */
export function programSettings(programs) {
  const libraries = [programs.redis, programs.memcached, programs.haproxy, programs.dump].map(
    (program) => program?.env?.LD_LIBRARY_PATH,
  );
  const found = {
    CLOUDCART_MARIADBD: programs.mysql?.file,
    CLOUDCART_MARIADB_INSTALL_DB: programs.mysql?.installDb,
    CLOUDCART_MEMCACHED: programs.memcached?.file,
    CLOUDCART_JAVA: programs.java?.file,
    CLOUDCART_HAPROXY: programs.haproxy?.file,
    CLOUDCART_PROMETHEUS: programs.prometheus?.file,
    CLOUDCART_REDIS_SERVER: programs.redis?.file,
    CLOUDCART_REDIS_ARGV0: programs.redis?.argv0 ?? programs.redis?.file,
    LD_LIBRARY_PATH: libraries.filter(Boolean).join(':'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value));
}
