#!/bin/sh
# Starts MySQL as its image does, with one more user: `replication`, who may copy a server and set a replica up. Each server has its
# own (nothing of it is logged). Changes are numbered, so that a replica can be added at any time.
set -eu
cat >/tmp/replication.sql <<SQL
SET SESSION sql_log_bin = 0;
CREATE USER IF NOT EXISTS replication@'%' IDENTIFIED BY '$(cat /secrets/replication)';
GRANT REPLICATION SLAVE, BACKUP_ADMIN, CLONE_ADMIN, SYSTEM_VARIABLES_ADMIN, REPLICATION_SLAVE_ADMIN ON *.* TO replication@'%';
GRANT SELECT ON performance_schema.* TO replication@'%';
SQL
# While a data directory is made neither of both is possible: then it is mysql-first-start.sh that does it.
if [ -d /var/lib/mysql/mysql ]; then
  set -- --init-file=/tmp/replication.sql --plugin-load-add=mysql_clone.so "$@"
fi
exec docker-entrypoint.sh mysqld --character-set-server=utf8mb4 --default-time-zone=+00:00 \
  --gtid-mode=ON --enforce-gtid-consistency=ON "$@"
