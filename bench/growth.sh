#!/usr/bin/env bash
# Measures what is accepted and completed as work grows, and draws it; see bench/README.md.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: bench/growth.sh [--only "connections partitions tenants rows"] [--connections "1 4 16 32 64 128 256 512"]
                       [--partitions "1 2 4 8"] [--tenants "1 10 50 100 200"] [--rows "10000 100000 1000000"]
                       [--seconds 5] [--rounds 1] [--warm-up 20] [--drain 180] [--write] [--busy-ok] [--port 28280]

Measures accepted/s and completed/s against the number of connections, of the intake topic's partitions (roles and servers
apart), of tenants with an agent each, and of executions in the history; writes target/bench/growth-*.tsv and, drawn,
growth-*.svg. Everything stays on 127.0.0.1.

  --only         which of the four, in ten minutes all
  --connections, --partitions, --tenants, --rows
                 the values, ascending; --rows "10000 100000 1000000 10000000" takes half an hour and 20 GB of disk
  --seconds      how long each load lasts
  --rounds       how often each value is measured; the median is drawn
  --warm-up      seconds of load before the first value
  --drain        seconds at most to wait until everything accepted is executed
  --write        the images into docs/images instead of target/bench
  --busy-ok      with --write: also when others use the machine
  --port         the first of eight free ports

Needs what bench/run.sh needs. Exit codes: 0 measured and everything accepted executed, 1 something failed, 2 wrong usage.
USAGE
}

lib=$(cd "$(dirname "${BASH_SOURCE[0]}")/lib" && pwd)
for part in common load program apart; do
  # shellcheck disable=SC1090 # those in bench/lib
  . "$lib/$part.sh"
done

clean_up() {
  trap - EXIT
  trap '' INT TERM HUP
  end_apart
  end_program
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

only="connections partitions tenants rows"
connections="1 4 16 32 64 128 256 512" partitions="1 2 4 8" tenants="1 10 50 100 200" rows="10000 100000 1000000"
seconds=5 rounds=1 warm_up=20 drain_seconds=180 port=28280 write=false busy_ok=false
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --write) write=true; shift; continue ;;
    --busy-ok) busy_ok=true; shift; continue ;;
  esac
  [ $# -ge 2 ] || wrong "$1 is unknown or needs a value"
  case $1 in
    --only) only=$2 ;;
    --connections) numbers "$1" "$2" 1000; connections=$2 ;;
    --partitions) numbers "$1" "$2" 64; partitions=$2 ;;
    --tenants) numbers "$1" "$2" 5000; tenants=$2 ;;
    --rows) numbers "$1" "$2" 10000000; rows=$2 ;;
    --seconds) number "$1" "$2" 120; seconds=$2 ;;
    --rounds) number "$1" "$2" 20; rounds=$2 ;;
    --warm-up) number "$1" "$2" 120; warm_up=$2 ;;
    --drain) number "$1" "$2" 1800; drain_seconds=$2 ;;
    --port) number "$1" "$2" 65528; port=$2 ;;
    *) wrong "unknown option $1" ;;
  esac
  shift 2
done
for what in $only; do
  case $what in connections | partitions | tenants | rows) ;; *) wrong "--only: not '$what'" ;; esac
done
need wrk psql curl openssl "$java"
if "$write" && busy && ! "$busy_ok"; then
  die "the machine is busy (load average $load_at_start on $(nproc) cores): nothing to be drawn into a document"
fi
images=$home/target/bench
mkdir -p "$images"
! "$write" || images=$home/docs/images

# --- Drawing ---------------------------------------------------------------------------------------------------------

begin_table() { printf '%s\taccepted/s\tcompleted/s\n' "$1" >"$home/target/bench/growth-$1.tsv"; } # what grows

put_row() { # what grows, its value, the figures' name
  printf '%s\t%s\t%s\n' "$2" "$(median "accepted_$3")" "$(median "completed_$3")" >>"$home/target/bench/growth-$1.tsv"
}

draw() { # what grows, the axis' name
  "$java" "$home/bench/Plot.java" "$images/growth-$1.svg" "Accepted and completed a second" "$2" \
    <"$home/target/bench/growth-$1.tsv"
  say "drawn: ${images#"$home"/}/growth-$1.svg"
}

# --- In one process --------------------------------------------------------------------------------------------------

fresh_program() {
  [ -z "$program" ] || return 0
  timed_start start
  local seconds=$warm_up
  measure_program warm_up 32
}

grow_connections() {
  local value round
  fresh_program
  begin_table connections
  for value in $connections; do
    for ((round = 1; round <= rounds; round++)); do measure_program "connections_$value" "$value"; done
    put_row connections "$value" "connections_$value"
  done
  draw connections connections
}

# Each new tenant has an agent like the first one, with the same secret.
add_tenants() { # until there are so many
  query "
    WITH added AS (
      INSERT INTO tenants SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'name', 'bench-' || n))).*
        FROM tenants t, generate_series((SELECT count(*) + 1 FROM tenants), $1) AS n
       WHERE t.id = '$TENANT_ID' RETURNING id, name)
    INSERT INTO agents SELECT (jsonb_populate_record(a, jsonb_build_object(
        'id', gen_random_uuid(), 'tenant_id', added.id, 'name', added.name, 'automation_token_sha256', NULL))).*
      FROM agents a, added WHERE a.id = '$AGENT_ID'"
  query "SELECT '/webhook/agents/' || id || '/webhook' FROM agents WHERE kind = 'echo' ORDER BY created_at, id LIMIT $1" \
    >"$scratch/paths"
  sleep 6 # the receiver learns of new agents within 5 s
}

grow_tenants() {
  local value round
  fresh_program
  begin_table tenants
  for value in $tenants; do
    add_tenants "$value"
    for ((round = 1; round <= rounds; round++)); do
      measure_program "tenants_$value" 128 PATHS_FILE="$scratch/paths"
    done
    put_row tenants "$value" "tenants_$value"
  done
  draw tenants "tenants with an agent each, 128 connections"
}

# Completed executions of the last ten days, each with an attempt and a payload and result of some hundred bytes.
add_rows() { # until there are so many
  query "
    WITH added AS (
      INSERT INTO agent_test_executions (id, agent_id, tenant_id, issue_key, event_type, status, queued_at, started_at,
                                         completed_at, attempt, payload, payload_sha256, result)
      SELECT gen_random_uuid(), '$AGENT_ID', '$TENANT_ID', 'OLD-' || n % 20000, 'jira:issue_updated', 'completed',
             at, at + interval '50 ms', at + interval '90 ms', 1, convert_to(repeat('x', 400) || n, 'UTF8'),
             sha256(convert_to('bench' || n, 'UTF8')), jsonb_build_object('summary', repeat('y', 200))
        FROM generate_series((SELECT count(*) + 1 FROM agent_test_executions), $1) AS n,
             LATERAL (SELECT now() - n * interval '10 days' / $1 - interval '1 hour' AS at) AS times
      RETURNING id, agent_id, started_at, completed_at)
    INSERT INTO execution_attempts (execution_id, epoch, attempt, agent_id, started_at, ended_at, outcome)
    SELECT id, 1, 1, agent_id, started_at, completed_at, 'completed' FROM added"
  query "ANALYZE"
  query "CHECKPOINT"
}

grow_rows() {
  local value round
  fresh_program
  begin_table rows
  for value in $rows; do
    add_rows "$value"
    # More than were asked for, when the warm-up alone has left more.
    value=$(query 'SELECT count(*) FROM agent_test_executions')
    say "$value executions in the history"
    for ((round = 1; round <= rounds; round++)); do measure_program "rows_$value" 128; done
    put_row rows "$value" "rows_$value"
  done
  draw rows "executions in the history, 128 connections"
}

# --- With the roles and the servers apart ----------------------------------------------------------------------------

measure_partitions() { # partitions
  local since round
  start_servers "$1"
  start_api
  start_worker
  for ((round = 0; round <= rounds; round++)); do
    since=$(apart_query 'SELECT now()')
    if [ "$round" = 0 ]; then
      measure_load "partitions_warm_up" "$api_url" "$apart_secret" 32 "$warm_up"
    else
      measure_load "partitions_$1" "$api_url" "$apart_secret" 128 "$seconds"
    fi
    drain "$apart_database" "$since" "$accepted" "$drain_seconds" || checks_held=false
  done
  note "completed_partitions_$1" "$(apart_query "
    SELECT round(count(*) / extract(epoch FROM max(completed_at) - min(queued_at)))
      FROM agent_test_executions WHERE queued_at >= '$since' AND status = 'completed'")"
  end_apart
  rm -rf "$apart"
}

grow_partitions() {
  local value
  end_program
  begin_table partitions
  for value in $partitions; do
    measure_partitions "$value"
    put_row partitions "$value" "partitions_$value"
  done
  draw partitions "partitions of the intake topic, roles and servers apart, 128 connections"
}

# --- The run ---------------------------------------------------------------------------------------------------------

"$home/jira-agent" --version >/dev/null || die "the program could not be built"
say "data in $scratch"
! busy || say "the machine is busy (load average $load_at_start on $(nproc) cores): not to be relied on"
# Rows come after tenants, since they stay; partitions last, since they end the program.
for what in connections tenants rows partitions; do
  case " $only " in *" $what "*) "grow_$what" ;; esac
done
"$checks_held"
