# Read by MySQL's image when it has made a data directory: what mysql-entrypoint.sh says, and the plugin that copies servers.
{ cat /tmp/replication.sql; echo "INSTALL PLUGIN clone SONAME 'mysql_clone.so';"; } |
  MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysql --socket=/var/run/mysqld/mysqld.sock -uroot
