#!/bin/sh
# Starts Redis with the password in the file $PASSWORD_FILE; further options are arguments.
set -eu
{ echo "requirepass $(cat "$PASSWORD_FILE")"; echo "bind * -::*"; } >/tmp/redis.conf
exec docker-entrypoint.sh redis-server /tmp/redis.conf "$@"
