#!/bin/sh
# Gives the shop's processes their settings from the secrets in /secrets, then runs the command.
set -eu
secret() { cat "/secrets/$1"; }
database() { echo "mysql://cloudcart:$(secret mysql)@$1/cloudcart"; }
export DATABASE_URL="$(database mysql)"
# The names of replicas, separated by blanks.
for replica in ${DATABASE_REPLICAS:-}; do
  export DATABASE_REPLICA_URLS="${DATABASE_REPLICA_URLS:+$DATABASE_REPLICA_URLS,}$(database "$replica")"
done
export REDIS_URL="redis://:$(secret redis)@redis"
export CACHE_REDIS_URL="redis://:$(secret cache)@cache"
export SESSION_SECRETS="$(secret sessions)"
export INSTANCE_NAME="${SERVICE:-shop}-$(hostname)"
exec "$@"
