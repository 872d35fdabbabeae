#!/bin/sh
# Starts Redis with the password in the file $PASSWORD_FILE, as a copy of $REPLICA_OF (host and port) if that is given; further
# options are arguments.
set -eu
{
  echo "requirepass $(cat "$PASSWORD_FILE")"
  echo "bind * -::*"
  if [ -n "${REPLICA_OF:-}" ]; then
    echo "replicaof $REPLICA_OF"
    echo "masterauth $(cat "$PASSWORD_FILE")"
  fi
} >/tmp/redis.conf
exec docker-entrypoint.sh redis-server /tmp/redis.conf "$@"
