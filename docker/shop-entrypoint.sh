#!/bin/sh
# Gives the shop's processes their settings from the secrets in /secrets, then runs the command.
set -eu
secret() { cat "/secrets/$1"; }
export DATABASE_URL="mysql://cloudcart:$(secret mysql)@mysql/cloudcart"
export REDIS_URL="redis://:$(secret redis)@redis"
export CACHE_REDIS_URL="redis://:$(secret cache)@cache"
export SESSION_SECRETS="$(secret sessions)"
export INSTANCE_NAME="${SERVICE:-shop}-$(hostname)"
exec "$@"
