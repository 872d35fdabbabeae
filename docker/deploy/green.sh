#!/usr/bin/env bash
# A second version of the shop, green, beside the first one, blue (the service `web`): docs/deploy-compose.md. Settings that
# `docker compose up` was given in the environment are needed here too.
#   up IMAGE        migrates, starts as many containers of IMAGE as blue has and asks them for pages; no shopper is sent there
#   share PERCENT   so many of a hundred visitors see green: 5 is a canary, 100 the switch, 0 the way back
#   watch SECONDS   looks at green's answers; with more than 1 error in 100, all visitors go back to blue and this fails
#   status          what is where
#   finish IMAGE    makes IMAGE the version of blue while green serves, goes back to it and ends green
#   down            sends everybody to blue and ends green
set -euo pipefail
cd "$(dirname "$0")/../.."
engine=${ENGINE:-docker}

compose() { "$engine" compose --profile green "$@"; }
fail() { echo "$1" >&2; exit 1; }
count() { compose ps --quiet "$1" | awk 'END { print NR }'; }
balancer() { # an order to HAProxy; its answer
  compose exec -T balancer bash -c 'exec 3<>/dev/tcp/127.0.0.1/9999 && printf "%s\n" "$0" >&3 && cat <&3' "$1"
}
statistics() { # of HAProxy, for a backend: the columns of these names
  balancer 'show stat' | awk -F, -v backend="$1" -v names="${*:2}" '
    NR == 1 { for (n = 1; n <= NF; n++) at[$n] = n }
    $1 == backend && $2 == "BACKEND" { count = split(names, name, " "); for (n = 1; n <= count; n++) print $at[name[n]] }'
}
ready() { statistics "$1" act; }
until_ready() { # all processes of a service, for the balancer
  for _ in $(seq 60); do [ "$(ready "$1")" != "$(count "$1")" ] || return 0; sleep 0.5; done
  fail "The balancer does not find all processes of $1."
}
current_share() { balancer 'get var proc.green_share' | sed -n 's/.*value=<\([0-9]*\)>.*/\1/p'; }
share() {
  [[ $1 =~ ^[0-9]+$ && $1 -le 100 ]] || fail "PERCENT is 0 to 100."
  [ "$1" = 0 ] || [ "$(ready web-green)" -gt 0 ] || fail "No process of green is ready: nothing was changed."
  balancer "experimental-mode on; set var proc.green_share int($1)" >/dev/null
  [ "$(current_share)" = "$1" ] || fail "The balancer did not take the share."
  echo "$1 of 100 visitors see green."
}
ask_pages() {
  "$engine" exec "$1" node --input-type=module -e '
    const ask = async (path) => {
      const { status } = await fetch(`http://127.0.0.1:3000${path}`);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
    };
    await Promise.all(["/", "/collections/all", "/search?q=lamp", "/cart", "/products.json?limit=1"].map(ask));'
}
up() {
  export GREEN_IMAGE=$1
  share 0 >/dev/null
  compose run --rm -T --no-deps web-green node dist/scripts/migrate.js
  compose up --detach --no-deps --no-build --wait --scale web-green="$(count web)" web-green
  for id in $(compose ps --quiet web-green); do ask_pages "$id"; done
  until_ready web-green
  echo "Green is ready, and seen by nobody."
}
watch() {
  local before now errors answers end=$((SECONDS + $1))
  before=($(statistics web-green hrsp_5xx req_tot))
  while [ "$SECONDS" -lt "$end" ]; do
    sleep 1
    now=($(statistics web-green hrsp_5xx req_tot))
    errors=$((now[0] - before[0])) answers=$((now[1] - before[1]))
    [ $((errors * 100)) -le "$answers" ] || { share 0; fail "$errors errors in $answers answers of green."; }
  done
  echo "$errors errors in $answers answers of green."
}
down() {
  [ "$(ready web)" -gt 0 ] || fail "No process of blue is ready: green stays."
  share 0
  compose rm --stop --force web-green
}
finish() {
  share 100
  "$engine" tag "$1" cloudcart-shop
  # As many as there are.
  compose up --detach --no-deps --no-build --wait --force-recreate --scale web="$(count web)" web worker
  until_ready web
  down
}
status() {
  echo "$(current_share) of 100 visitors see green."
  compose ps --format '{{.Service}} {{.Image}} {{.Status}}' web web-green
}

case "${1:-}" in
  up | share | watch | finish) "$1" "${2:?"$(sed -n "s/^#   $1 /$1 /p" "$0")"}" ;;
  status | down) "$1" ;;
  *) sed -n '2,10s/^# *//p' "$0" >&2; exit 64 ;;
esac
