#!/usr/bin/env bash
# Measures Jira Agent Routes beside the limit of its parts and beside its peers, in one run; see bench/README.md.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: bench/run.sh [--seconds 8] [--rounds 3] [--rate 2000] [--warm-up 30] [--slow 500] [--drain 180]
                    [--partitions 1] [--peers FOLDER] [--write] [--busy-ok] [--port 28080]

Starts the program with embedded PostgreSQL and Kafka on fresh data, a receiver and a worker apart, a plain Vert.x + Kafka
receiver and, where asked for, the peers; puts load on them in turn, and writes a table of what is reached to the terminal
and to target/bench/latest.md. Everything stays on 127.0.0.1.

  --seconds     how long each load lasts
  --rounds      how often everything is measured; the table shows medians (min-max)
  --rate        requests a second of the steady load
  --warm-up     seconds of load before the first round, on all receivers
  --slow        runs of a slow agent at the same time; more than 512 are let in for as many
  --drain       seconds at most to wait until everything accepted is executed
  --partitions  of the plain receiver's topic and of the receiver's that runs apart; the program's own has 1 when embedded
  --peers       folder of the peers' scripts (or PEERS_SCRIPTS); PEERS_DIR names what their setup.sh has prepared
  --write       puts the measured section into docs/performance.md as well
  --busy-ok     with --write: also when others use the machine
  --port        the first of eight free ports

Needs wrk, psql, curl, openssl and a JDK 17 (Debian: wrk postgresql-client curl openssl openjdk-17-jdk-headless maven).
Exit codes: 0 measured and every check held, 1 something failed or a check did not hold, 2 wrong usage.
USAGE
}

lib=$(cd "$(dirname "${BASH_SOURCE[0]}")/lib" && pwd)
for part in common load program apart peers slow report; do
  # shellcheck disable=SC1090 # those in bench/lib
  . "$lib/$part.sh"
done

clean_up() {
  trap - EXIT
  trap '' INT TERM HUP
  end_peers
  end_process "$slow_agent"
  end_apart
  end_program
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

seconds=8 rounds=3 rate=2000 warm_up=30 slow=500 drain_seconds=180 partitions=1 port=28080
peers=${PEERS_SCRIPTS-} write=false busy_ok=false
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --write) write=true; shift; continue ;;
    --busy-ok) busy_ok=true; shift; continue ;;
  esac
  [ $# -ge 2 ] || wrong "$1 is unknown or needs a value"
  case $1 in
    --seconds) number "$1" "$2" 120; seconds=$2 ;;
    --rounds) number "$1" "$2" 20; rounds=$2 ;;
    --rate) number "$1" "$2" 50000; rate=$2 ;;
    --warm-up) number "$1" "$2" 120; warm_up=$2 ;;
    --slow) number "$1" "$2" 10000; slow=$2 ;;
    --drain) number "$1" "$2" 1800; drain_seconds=$2 ;;
    --partitions) number "$1" "$2" 64; partitions=$2 ;;
    --port) number "$1" "$2" 65528; port=$2 ;;
    --peers) peers=$2 ;;
    *) wrong "unknown option $1" ;;
  esac
  shift 2
done
[ -z "$peers" ] || [ -f "$peers/run-peer.sh" ] || wrong "--peers: $peers has no run-peer.sh"
need wrk psql curl openssl "$java"
if "$write" && busy && ! "$busy_ok"; then
  die "the machine is busy (load average $load_at_start on $(nproc) cores): nothing to be written into a document"
fi

# Every id that was answered is written down and looked up; also the warm-up.
check_ids() {
  local since ids distinct completed rows
  since=$(query 'SELECT now()')
  measure_load warm_up "$program_url" "$HMAC_SECRET" 32 "$warm_up" IDS_FILE="$scratch/ids"
  count_accepted 32
  not_202=$((not_202 + $(latest not_202_warm_up)))
  ids=$(wc -l <"$scratch/ids.0")
  drain "$DATABASE_URL" "$since" "$ids" "$drain_seconds" || checks_held=false
  distinct=$(sort -u "$scratch/ids.0" | wc -l)
  completed=$(psql "$DATABASE_URL" -AtXq -v ON_ERROR_STOP=1 <<SQL
CREATE TEMP TABLE answered (id uuid PRIMARY KEY);
\\copy answered FROM '$scratch/ids.0'
SELECT count(*) FROM answered JOIN agent_test_executions USING (id) WHERE status = 'completed';
SQL
  )
  rows=$(query "SELECT count(*) FROM agent_test_executions WHERE queued_at >= '$since'")
  check "each of $ids answers 202 had an execution id of its own ($distinct)" [ "$ids" -eq "$distinct" ]
  check "each of these ids has one row, and it is completed ($completed)" [ "$ids" -eq "$completed" ]
  check "no more rows than answers and requests under way at the end ($rows rows, 32 connections)" \
    [ "$rows" -le $((ids + 32)) ]
}

check_run() { # rows before the loads, first line of the log under load
  local rows open_rows added problems
  rows=$(query 'SELECT count(*) FROM agent_test_executions')
  open_rows=$(query "SELECT count(*) FROM agent_test_executions WHERE status <> 'completed'")
  added=$((rows - $1))
  problems=$(tail -n "+$2" "$scratch/program.log" | grep -cE ' (ERROR|FATAL) ' || true)
  check "no answer of the program other than 202, no broken connection ($not_202)" [ "$not_202" -eq 0 ]
  check "at least as many rows as answers 202 ($added rows, $accepted_sum answers)" [ "$added" -ge "$accepted_sum" ]
  check "no more rows than answers and requests under way when a load ended ($connections_sum)" \
    [ "$added" -le $((accepted_sum + connections_sum)) ]
  check "every execution of the run is completed ($open_rows are not)" [ "$open_rows" -eq 0 ]
  check "no error in the program's log under load ($problems lines)" [ "$problems" -eq 0 ]
  grep -E ' (ERROR|FATAL) ' "$scratch/program.log" | head -n 10 >&2 || true
}

# Of the first table, with a row for one and for two workers, completed/s in its second column, if scale.sh has left one there.
note_scale() {
  note scale "$(awk -F'|' '$2 + 0 == 1 { one = $3 } $2 + 0 == 2 { two = $3; exit } END { printf "%.2f", (one > 0 ? two / one : 0) }' \
    "$home/target/bench/scale.md")"
}

half_of() { awk -v all="$(latest "$1")" 'BEGIN { printf "%d", all < 2 ? 1 : all / 2 }'; } # name

# Neighbours in time are compared with each other.
measure_round() {
  local c
  for c in 128 32; do
    measure_program "program_$c" "$c"
    measure_raw "raw_$c" "$c"
    measure_api "api_$c" "$c"
    note "ratio_program_$c" "$(divide "$(latest "accepted_program_$c")" "$(latest "accepted_raw_$c")")"
    note "ratio_api_$c" "$(divide "$(latest "accepted_api_$c")" "$(latest "accepted_raw_$c")")"
  done
  measure_program half_program 128 RATE="$(half_of accepted_program_128)"
  measure_raw half_raw 128 RATE="$(half_of accepted_raw_128)"
  measure_api half_api 128 RATE="$(half_of accepted_api_128)"
  note ratio_p99_program "$(divide "$(latest p99_half_program)" "$(latest p99_half_raw)")"
  note ratio_p99_api "$(divide "$(latest p99_half_api)" "$(latest p99_half_raw)")"
  measure_program steady 128 RATE="$rate"
  if [ -n "$peers" ]; then
    measure_node node 128
    measure_celery celery 128
    note ratio_node "$(divide "$(latest accepted_api_128)" "$(latest accepted_node)")"
    note ratio_celery "$(divide "$(latest completed_program_128)" "$(latest completed_celery)")"
    note ratio_celery_alone "$(divide "$(nth completed_execution "$round")" "$(latest completed_celery)")"
  fi
}

# --- The run ---------------------------------------------------------------------------------------------------------

"$home/jira-agent" --version >/dev/null || die "the program could not be built"
say "data in $scratch"
SECONDS=0
[ "$slow" -le 512 ] || export EXECUTION_MAX_IN_FLIGHT=$slow
measure_starts "$rounds"
start_servers "$partitions"
start_api
measure_api_starts "$rounds"
start_raw "$partitions"

log_line=$(($(wc -l <"$scratch/program.log") + 1))
rows_before=$(query 'SELECT count(*) FROM agent_test_executions')
check_ids
measure_load raw_warm_up "$raw_url" "$apart_secret" 32 "$warm_up"
warm_execution "$warm_up"
for ((round = 1; round <= rounds; round++)); do measure_execution execution 30000; done
# What the receiver takes in from now on stays in Kafka.
end_process "$worker"
worker=''
measure_load api_warm_up "$api_url" "$apart_secret" 32 "$warm_up"
[ -z "$peers" ] || start_peers
for ((round = 1; round <= rounds; round++)); do
  say "round $round of $rounds"
  measure_round
done
measure_slow "$slow"
note_memory
note memory_most "$(most memory_total)"
check_run "$rows_before" "$log_line"
if [ -s "$home/target/bench/scale.md" ]; then note_scale; fi

mkdir -p "$home/target/bench"
report | tee "$home/target/bench/latest.md"
if "$write"; then write_into "$home/docs/performance.md" "$home/target/bench/latest.md"; fi
"$checks_held"
