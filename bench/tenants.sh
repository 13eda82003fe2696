#!/usr/bin/env bash
# Measures what tenants with route files of their own cost: starting with them, changing one, idling; see bench/README.md.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: bench/tenants.sh [--tenants 200] [--seconds 15] [--port 28180]

Starts the program with embedded PostgreSQL and Kafka on fresh data and that many tenants' files, each with an intake, two
rules, two hooks and an agent of its own, and prints how long the files took to load, until a changed file was in use,
and what the idle program uses. Everything stays on 127.0.0.1.

  --tenants  how many files
  --seconds  how long the idle program is watched
  --port     the first of two free ports

Needs curl and a JDK 17. Exit codes: 0 measured, 1 something failed, 2 wrong usage.
USAGE
}

wrong() { echo "bench: $*" >&2; usage >&2; exit 2; }
tenants=200 seconds=15 port=28180
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --tenants | --seconds | --port)
      [ $# -ge 2 ] && [[ $2 =~ ^[1-9][0-9]{0,4}$ ]] || wrong "$1 needs a number"
      declare "${1#--}=$2"
      shift 2 ;;
    *) wrong "unknown option $1" ;;
  esac
done

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
program=
finish() {
  [ -z "$program" ] || { kill "$program" 2>/dev/null || true; wait "$program" 2>/dev/null || true; }
  rm -rf "$work"
}
trap finish EXIT

cp -r "$home/routes" "$work/routes"
for i in $(seq "$tenants"); do
  sed "s/example-hooks/bench-$i/g" "$home/routes/tenants/_example-hooks.camel.yaml" > "$work/routes/tenants/bench-$i.camel.yaml"
done
"$home/jira-agent" --version > "$work/version"

since() { awk -v from="$1" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f", to - from }'; }
log() { grep -m1 "$1" "$work/log" | sed 's/.*RouteFiles //'; }
cpu() { awk '{ print $14 + $15 }' "/proc/$java/stat"; }

started=$(date +%s.%N)
DATA_DIR=$work/data ROUTES_DIR=$work/routes SERVER_HOST=127.0.0.1 SERVER_PORT=$port MANAGEMENT_PORT=$((port + 1)) \
  "$home/jira-agent" run > "$work/log" 2>&1 &
program=$!
until grep -q "is ready on" "$work/log"; do kill -0 "$program" || { tail -20 "$work/log" >&2; exit 1; }; sleep 0.1; done
ready=$(since "$started")
java=$program
echo "files: $tenants tenants; $(cat "$work/version")"
log "Route files loaded"
echo "start to ready: $ready s"

sleep 10
changed=$(date +%s.%N)
sed -i 's/Somebody is being called/Somebody is on the way/' "$work/routes/tenants/bench-7.camel.yaml"
until [ "$(grep -c "Route file tenants/bench-7.camel.yaml loaded" "$work/log")" -ge 2 ]; do
  kill -0 "$program" || exit 1
  sleep 0.02
done
echo "a changed file in use after: $(since "$changed") s"

before=$(cpu)
sleep "$seconds"
after=$(cpu)
echo "idle: $(awk -v d=$((after - before)) -v s="$seconds" 'BEGIN { printf "%.1f", d / s }') % of one core," \
  "$(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$java/status") MiB resident," \
  "$(ls "/proc/$java/task" | wc -l) threads;" \
  "refused files: $(curl -sf "http://127.0.0.1:$((port + 1))/observe/metrics" | awk '/^jira_agent_route_file_errors/ { print $2 }')"
