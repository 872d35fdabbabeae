#!/bin/sh
# Makes mysql-replica a copy of mysql by MySQL's own clone, whatever the age of either, and has it follow by GTID.
set -eu
password=$(cat /secrets/replication)
sql() { MYSQL_PWD=$password mysql -h mysql-replica -u replication -N -e "$1"; }
# Empty while it follows nobody, or does not answer.
following() { sql 'SELECT service_state FROM performance_schema.replication_connection_status' 2>/dev/null || true; }
copying() { sql 'SELECT state FROM performance_schema.clone_status' 2>/dev/null || true; }
wait_for() { # question, answer; a minute is what a server may need to start with its new data
  for _ in $(seq 300); do
    [ "$("$1")" != "$2" ] || return 0
    sleep 0.2
  done
  echo "The replica is not $1: no $2 within a minute." >&2
  exit 1
}

if [ -z "$(following)" ]; then
  echo "Copying mysql ..."
  sql "SET GLOBAL clone_valid_donor_list = 'mysql:3306'"
  # With its new data the server ends itself, and its container starts it again: the answer is an error, the copy is none.
  sql "CLONE INSTANCE FROM 'replication'@'mysql':3306 IDENTIFIED BY '$password'" || echo "The replica starts again."
  wait_for copying Completed
  sql "CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'mysql', SOURCE_USER = 'replication', SOURCE_PASSWORD = '$password',
       SOURCE_SSL = 1, SOURCE_AUTO_POSITION = 1, SOURCE_CONNECT_RETRY = 1, SOURCE_RETRY_COUNT = 1000000"
fi
sql 'START REPLICA'
wait_for following ON
echo "The replica follows mysql."
