#!/usr/bin/env bash
# Measures Jira Agent Routes beside the limit of its parts, in one run; see bench/README.md.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: bench/run.sh [--connections "128 32"] [--seconds 10] [--rounds 3] [--rate 500] [--warm-up 10]
                    [--drain 180] [--partitions 1] [--port 28080]

Starts the program with embedded PostgreSQL and Kafka on fresh data, puts load on it and on a plain Vert.x + Kafka
receiver in turn, and writes a table to the terminal and to target/bench/latest.md. Everything stays on 127.0.0.1.

  --connections  list of HTTP connection counts, each measured in every round
  --seconds      how long each load lasts
  --rounds       how often everything is measured; the table shows medians (min-max)
  --rate         requests a second of the steady load
  --warm-up      seconds of load before the first round, on both receivers
  --drain        seconds at most to wait until everything accepted is executed
  --partitions   of the plain receiver's topic; the program's own has 1 when embedded
  --port         the first of three free ports

Needs wrk, psql, curl, openssl and a JDK 17 (Debian: wrk postgresql-client curl openssl openjdk-17-jdk-headless maven).
Exit codes: 0 measured and every check held, 1 something failed or a check did not hold, 2 wrong usage.
USAGE
}

die() { echo "bench: $*" >&2; exit 1; }
wrong() { echo "bench: $*" >&2; usage >&2; exit 2; }
say() { echo "$(date +%T) $*" >&2; }

connections="128 32" seconds=10 rounds=3 rate=500 warm_up=10 drain_seconds=180 partitions=1 port=28080
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --connections | --seconds | --rounds | --rate | --warm-up | --drain | --partitions | --port)
      [ $# -ge 2 ] || wrong "$1 needs a value"
      case $1 in
        --connections) connections=$2 ;;
        --seconds) seconds=$2 ;;
        --rounds) rounds=$2 ;;
        --rate) rate=$2 ;;
        --warm-up) warm_up=$2 ;;
        --drain) drain_seconds=$2 ;;
        --partitions) partitions=$2 ;;
        --port) port=$2 ;;
      esac
      shift 2 ;;
    *) wrong "unknown option $1" ;;
  esac
done
number() {
  if ! [[ $2 =~ ^[1-9][0-9]{0,5}$ ]] || [ "$2" -gt "$3" ]; then wrong "$1: a number from 1 to $3, not '$2'"; fi
}
number --seconds "$seconds" 120
number --rounds "$rounds" 20
number --rate "$rate" 5000
number --warm-up "$warm_up" 120
number --drain "$drain_seconds" 1800
number --partitions "$partitions" 64
number --port "$port" 65533
[ -n "${connections// /}" ] || wrong "--connections: at least one number"
for c in $connections; do number --connections "$c" 1000; done
for tool in wrk psql curl openssl java; do
  command -v "$tool" >/dev/null || die "$tool is missing; bench/README.md says what is needed"
done

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
report=$home/target/bench/latest.md
scratch=$(mktemp -d "${TMPDIR:-/tmp}/jira-agent-bench.XXXXXX")
data=$scratch/data
api_port=$port management_port=$((port + 1)) raw_port=$((port + 2))
program='' raw=''
declare -A values
checks_held=true

# --- Processes: each is ended by its id ------------------------------------------------------------------------------

end_process() { # pid
  [ -n "$1" ] || return 0
  kill -TERM "$1" 2>/dev/null || return 0
  for _ in $(seq 450); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  say "process $1 does not stop; killing it"
  kill -KILL "$1" 2>/dev/null || true
}

postmaster() { head -n 1 "$data/postgres/data/postmaster.pid" 2>/dev/null || true; }

end_program() {
  end_process "$program"
  program=''
  # A killed program leaves its PostgreSQL behind; it is ours when it works in our folder.
  local left
  left=$(postmaster)
  if [ -n "$left" ] && [ "$(readlink "/proc/$left/cwd" 2>/dev/null)" = "$data/postgres/data" ]; then
    kill -INT "$left" 2>/dev/null || true
    for _ in $(seq 100); do kill -0 "$left" 2>/dev/null || break; sleep 0.1; done
  fi
}

clean_up() {
  trap - EXIT
  trap '' INT TERM HUP
  end_process "$raw"
  end_program
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

start_program() {
  env -u DATABASE_URL -u DATABASE_USER -u DATABASE_PASSWORD -u KAFKA_BROKERS -u ENCRYPTION_KEY -u ID_KEY \
    -u SERVER_PUBLIC_URL -u ROUTES_DIR -u JAVA_OPTS \
    SERVER_HOST=127.0.0.1 SERVER_PORT="$api_port" MANAGEMENT_PORT="$management_port" DATA_DIR="$data" \
    "$home/jira-agent" run >>"$scratch/program.log" 2>&1 &
  program=$!
}

read_demo_env() {
  # shellcheck disable=SC1091 # written by the program
  . "$data/demo.env"
  webhook=/webhook/agents/$AGENT_ID/webhook
}

query() { psql "$DATABASE_URL" -AtXq -v ON_ERROR_STOP=1 -c "$1"; }

# --- Measuring -------------------------------------------------------------------------------------------------------

note() { values[$1]+="$2 "; }            # name value
elapsed() { awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }'; }
divide() { awk -v a="$1" -v b="$2" -v d="${3:-2}" 'BEGIN { printf "%." d "f", (b > 0 ? a / b : 0) }'; }
check() { # description, then a test
  local what=$1
  shift
  if "$@"; then
    echo "- held: $what" >>"$scratch/checks"
  else
    echo "- **did not hold**: $what" >>"$scratch/checks"
    say "did not hold: $what"
    checks_held=false
  fi
}

post_once() { # -> whether a signed event is accepted
  local body sig key
  body='{"issue_key":"START-1","event_type":"jira:issue_created","timestamp":"'$(date -u +%FT%T.%NZ)'"}'
  key=$(printf %s "$HMAC_SECRET" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
  sig=$(printf %s "$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -hex | sed 's/.*= *//')
  [ "$(curl -s -m 5 -o "$scratch/start.json" -w '%{http_code}' -H "X-Hub-Signature-256: sha256=$sig" \
    -H 'Content-Type: application/json' --data-binary "$body" "http://127.0.0.1:$api_port$webhook")" = 202 ]
}

await() { # what, then a command that is tried until it succeeds
  local what=$1 until=$((SECONDS + 120))
  shift
  until "$@"; do
    if ! kill -0 "$program" 2>/dev/null; then
      tail -n 20 "$scratch/program.log" >&2
      die "the program stopped before $what"
    fi
    [ $SECONDS -lt $until ] || die "$what did not come in two minutes"
    sleep 0.05
  done
}

started_execution_completed() {
  [ "$(query "SELECT status FROM agent_test_executions WHERE id = '$started_id'")" = completed ]
}

timed_start() { # name
  local launched=$EPOCHREALTIME accepted started_id
  rm -f "$data/demo.env"
  start_program
  await "its addresses" test -s "$data/demo.env"
  read_demo_env
  query "UPDATE agents SET kind = 'echo' WHERE id = '$AGENT_ID' AND kind <> 'echo'"
  await "the first 202" post_once
  accepted=$(elapsed "$launched")
  started_id=$(sed 's/.*"execution_id":"\([^"]*\)".*/\1/' "$scratch/start.json")
  await "the first outcome" started_execution_completed
  note "$1" "$accepted"
  note "${1}_outcome" "$(elapsed "$launched")"
  say "$1: first 202 after $accepted s, its outcome after $(elapsed "$launched") s"
}

load() { # port connections seconds [VARIABLE=value ...] -> requests seconds p50 p99 max bad_status socket_errors
  local to=$1 with=$2 lasting=$3 line
  shift 3
  line=$(env HMAC_SECRET="$HMAC_SECRET" RUN_TAG="$EPOCHREALTIME" "$@" timeout $((lasting + 30)) \
    wrk -t1 -c"$with" -d"${lasting}s" --timeout 10s --latency -s "$home/bench/post.lua" \
    "http://127.0.0.1:$to$webhook" | grep '^RESULT ') || die "wrk failed"
  echo "${line#RESULT }"
}

# Waits until as many executions as were accepted, and what was under way when wrk stopped, are at their end.
drain() { # since accepted -> false when it takes too long
  local until=$((SECONDS + drain_seconds)) ended='' before
  while [ $SECONDS -lt $until ]; do
    before=$ended
    ended=$(query "SELECT count(*) || ' ' || count(completed_at) FROM agent_test_executions WHERE queued_at >= '$1'")
    if [ "${ended% *}" -ge "$2" ] && [ "${ended% *}" = "${ended#* }" ] && [ "$ended" = "$before" ]; then return 0; fi
    sleep 1
  done
  say "not drained in $drain_seconds s: $ended rows and ended ones of $2 accepted"
  return 1
}

pss_mib() { # pids -> resident MiB, shared pages counted once
  local pid sum=0 kib
  for pid in "$@"; do
    kib=$(awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup" 2>/dev/null || echo 0)
    sum=$((sum + ${kib:-0}))
  done
  echo $((sum / 1024))
}

postgres_pids() {
  local main
  main=$(postmaster)
  [ -z "$main" ] || echo "$main $(ps -o pid= --ppid "$main" | tr '\n' ' ')"
}

# User and system time of the program with its PostgreSQL, or of the plain receiver with the program's broker. This
# tells more than requests a second when others use the machine. A connection that PostgreSQL closes meanwhile is lost.
cpu_ticks() { # pids
  local pid sum=0 ticks
  for pid in "$@"; do
    ticks=$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | awk '{ print $12 + $13 }' || true)
    sum=$((sum + ${ticks:-0}))
  done
  echo "$sum"
}

cpu_micros() { # ticks count
  divide "$(($1 * 1000000 / $(getconf CLK_TCK)))" "$2" 0
}

note_memory() {
  local jvm pg
  jvm=$(pss_mib "$program")
  # shellcheck disable=SC2046 # one word per process
  pg=$(pss_mib $(postgres_pids))
  note memory_jvm_rss $(($(awk '/^VmRSS:/ { print $2 }' "/proc/$program/status") / 1024))
  note memory_jvm "$jvm"
  note memory_postgres "$pg"
  note memory_total $((jvm + pg))
}

accepted_sum=0 connections_sum=0 not_202=0
measure_program() { # connections
  local since requests took p50 p99 max bad broken done_rows per_second ticks
  since=$(query 'SELECT now()')
  # shellcheck disable=SC2046 # one word per process
  ticks=$(cpu_ticks "$program" $(postgres_pids))
  read -r requests took p50 p99 max bad broken < <(load "$api_port" "$1" "$seconds")
  [ -n "$requests" ] || die "no result from wrk"
  note_memory
  note "accepted_$1" "$(divide $((requests - bad)) "$took" 0)"
  note "accepted_p50_$1" "$p50"
  note "accepted_p99_$1" "$p99"
  note "not_202_$1" $((bad + broken))
  accepted_sum=$((accepted_sum + requests - bad)) connections_sum=$((connections_sum + $1))
  not_202=$((not_202 + bad + broken))
  drain "$since" $((requests - bad)) || checks_held=false
  # shellcheck disable=SC2046 # one word per process
  ticks=$(($(cpu_ticks "$program" $(postgres_pids)) - ticks))
  IFS='|' read -r done_rows per_second < <(query "
    SELECT count(*), count(*) / nullif(extract(epoch FROM max(completed_at) - min(queued_at)), 0)
      FROM agent_test_executions WHERE queued_at >= '$since' AND status = 'completed'")
  note "cpu_$1" "$(cpu_micros "$ticks" "$done_rows")"
  note "completed_$1" "$(divide "${per_second:-0}" 1 0)"
  say "program, $1 connections: $(divide $((requests - bad)) "$took" 0) accepted/s, p99 $p99 ms (longest $max ms)," \
    "$((bad + broken)) not 202; $done_rows completed, $(divide "${per_second:-0}" 1 0)/s"
}

measure_raw() { # connections
  local requests took p50 p99 max bad broken ticks
  ticks=$(cpu_ticks "$raw" "$program")
  read -r requests took p50 p99 max bad broken < <(load "$raw_port" "$1" "$seconds")
  [ -n "$requests" ] || die "no result from wrk"
  [ $((bad + broken)) -eq 0 ] || say "plain receiver: $bad answers other than 202, $broken socket errors"
  note "raw_cpu_$1" "$(cpu_micros $(($(cpu_ticks "$raw" "$program") - ticks)) "$requests")"
  note "raw_$1" "$(divide $((requests - bad)) "$took" 0)"
  note "raw_p50_$1" "$p50"
  note "raw_p99_$1" "$p99"
  say "plain receiver, $1 connections: $(divide "$requests" "$took" 0) accepted/s, p99 $p99 ms (longest $max ms)"
}

measure_steady() {
  local since requests took p50 p99 max bad broken ended completed ms50 ms99
  since=$(query 'SELECT now()')
  read -r requests took p50 p99 max bad broken < <(load "$api_port" 32 "$seconds" RATE="$rate")
  [ -n "$requests" ] || die "no result from wrk"
  accepted_sum=$((accepted_sum + requests - bad)) connections_sum=$((connections_sum + 32))
  not_202=$((not_202 + bad + broken))
  drain "$since" $((requests - bad)) || checks_held=false
  IFS='|' read -r completed ended ms50 ms99 < <(query "
    SELECT count(*) FILTER (WHERE status = 'completed'),
           count(*) / nullif(extract(epoch FROM max(completed_at) - min(queued_at)), 0),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - queued_at) * 1000),
           percentile_cont(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - queued_at) * 1000)
      FROM agent_test_executions WHERE queued_at >= '$since'")
  note steady_accepted "$(divide $((requests - bad)) "$took" 0)"
  note steady_completed "$(divide "${ended:-0}" 1 0)"
  note steady_p50 "$(divide "${ms50:-0}" 1 0)"
  note steady_p99 "$(divide "${ms99:-0}" 1 0)"
  note steady_accept_p99 "$p99"
  say "steady load: $(divide $((requests - bad)) "$took" 0) accepted/s of $rate/s (p50 $p50 ms, p99 $p99 ms," \
    "longest $max ms); $completed completed, p50 $(divide "${ms50:-0}" 1 0) ms, p99 $(divide "${ms99:-0}" 1 0) ms"
}

# Every id that was answered is written down and looked up; also the warm-up.
check_ids() {
  local since requests took p50 p99 max bad broken ids distinct completed rows
  since=$(query 'SELECT now()')
  read -r requests took p50 p99 max bad broken < <(load "$api_port" 32 "$warm_up" IDS_FILE="$scratch/ids")
  [ -n "$requests" ] || die "no result from wrk"
  say "warm-up of the program: $(divide "$requests" "$took" 0)/s (p50 $p50 ms, p99 $p99 ms, longest $max ms)"
  ids=$(wc -l <"$scratch/ids.0")
  accepted_sum=$((accepted_sum + ids)) connections_sum=$((connections_sum + 32))
  not_202=$((not_202 + bad + broken))
  drain "$since" "$ids" || checks_held=false
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

# --- The run ---------------------------------------------------------------------------------------------------------

"$home/jira-agent" --version >/dev/null || die "the program could not be built"
say "data in $scratch"
for ((round = 1; round <= rounds; round++)); do
  end_program
  rm -rf "$data"
  timed_start start_cold
  end_program
  timed_start start_warm
  kill -KILL "$program"
  wait "$program" 2>/dev/null || true
  program=''
  timed_start start_killed
done

HMAC_SECRET=$HMAC_SECRET AGENT_ID=$AGENT_ID java -Xmx512m -XX:+UseSerialGC -cp "$home/target/lib/*" \
  "$home/bench/RawReceiver.java" "$raw_port" "$KAFKA_BROKERS" bench-raw "$partitions" >"$scratch/raw.log" 2>&1 &
raw=$!
for _ in $(seq 600); do
  grep -q '^ready' "$scratch/raw.log" && break
  kill -0 "$raw" 2>/dev/null || { cat "$scratch/raw.log" >&2; die "the plain receiver did not start"; }
  sleep 0.1
done

load_log_line=$(($(wc -l <"$scratch/program.log") + 1))
before=$(query 'SELECT count(*) FROM agent_test_executions')
check_ids
read -r warm_requests _ < <(load "$raw_port" 32 "$warm_up")
say "warm-up of the plain receiver: $((warm_requests / warm_up))/s"
for ((round = 1; round <= rounds; round++)); do
  say "round $round of $rounds"
  for c in $connections; do
    measure_program "$c"
    measure_raw "$c"
    ours=${values[accepted_$c]% } theirs=${values[raw_$c]% }
    note "ratio_$c" "$(divide "${ours##* }" "${theirs##* }")"
  done
  measure_steady
done
sleep 2
note_memory

rows=$(query 'SELECT count(*) FROM agent_test_executions')
open_rows=$(query "SELECT count(*) FROM agent_test_executions WHERE status <> 'completed'")
added=$((rows - before))
check "no answer other than 202, no broken connection ($not_202)" [ "$not_202" -eq 0 ]
check "at least as many rows as answers 202 ($added rows, $accepted_sum answers)" [ "$added" -ge "$accepted_sum" ]
check "no more rows than answers and requests under way when a load ended ($connections_sum)" \
  [ "$added" -le $((accepted_sum + connections_sum)) ]
check "every execution of the run is completed ($open_rows are not)" [ "$open_rows" -eq 0 ]
errors_since() { tail -n "+$1" "$scratch/program.log" | grep -E ' (ERROR|FATAL) ' || true; } # first line
problems=$(errors_since "$load_log_line" | wc -l)
check "no error in the program's log under load ($problems lines)" [ "$problems" -eq 0 ]
errors_since 1 | head -n 10 >&2

# --- The report ------------------------------------------------------------------------------------------------------

spread() { # name -> median (min–max)
  tr ' ' '\n' <<<"${values[$1]-}" | grep . | sort -g | awk '
    { v[NR] = $1 }
    END {
      if (NR == 0) { print "-"; exit }
      median = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
      printf "%.10g (%.10g–%.10g)", median, v[1], v[NR]
    }'
}

mkdir -p "$(dirname "$report")"
{
  echo "# Measured $(date -u +%FT%TZ)"
  echo
  echo "$(nproc) cores ($(awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo)), $(awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GiB memory, kernel $(uname -r), $(java -version 2>&1 | sed -n 2p | tr -d '\n'); load average at the end $(cut -d' ' -f1-3 /proc/loadavg). wrk, the program with PostgreSQL and Kafka, and the plain receiver on the same machine. Commit $(git -C "$home" rev-parse --short HEAD 2>/dev/null || echo unknown)."
  echo
  echo "Median (min–max) of $rounds rounds, $seconds s each, 1 KB bodies, every request another signed event."
  echo
  printf '| |'
  for c in $connections; do printf ' %s connections |' "$c"; done
  printf '\n|---|'
  for c in $connections; do printf '%s' '---|'; done
  echo
  row() { # label prefix
    printf '| %s |' "$1"
    for c in $connections; do printf ' %s |' "$(spread "$2_$c")"; done
    echo
  }
  row 'accepted/s' accepted
  row 'answer p50 ms' accepted_p50
  row 'answer p99 ms' accepted_p99
  row 'other than 202' not_202
  row "plain receiver: accepted/s ($partitions partitions)" raw
  row 'plain receiver: p50 ms' raw_p50
  row 'plain receiver: p99 ms' raw_p99
  row 'accepted / plain, of the same round' ratio
  row 'completed/s until drained' completed
  row 'CPU µs per execution, received to completed' cpu
  row 'CPU µs per request of the plain receiver, with the broker' raw_cpu
  echo
  echo '| | |'
  echo '|---|---|'
  echo "| steady $rate/s: accepted/s | $(spread steady_accepted) |"
  echo "| steady: answer p99 ms | $(spread steady_accept_p99) |"
  echo "| steady: completed/s | $(spread steady_completed) |"
  echo "| steady: received to completed, p50 ms | $(spread steady_p50) |"
  echo "| steady: received to completed, p99 ms | $(spread steady_p99) |"
  echo "| memory: JVM, RSS MiB | $(spread memory_jvm_rss) |"
  echo "| memory: JVM, PSS MiB | $(spread memory_jvm) |"
  echo "| memory: PostgreSQL, PSS MiB | $(spread memory_postgres) |"
  echo "| memory: both, PSS MiB | $(spread memory_total) |"
  echo "| start to first 202 s, fresh data | $(spread start_cold) |"
  echo "| start to its outcome s, fresh data | $(spread start_cold_outcome) |"
  echo "| start to first 202 s, again | $(spread start_warm) |"
  echo "| start to its outcome s, again | $(spread start_warm_outcome) |"
  echo "| start to first 202 s, after kill -9 | $(spread start_killed) |"
  echo "| start to its outcome s, after kill -9 | $(spread start_killed_outcome) |"
  echo
  echo "Checks over $added executions:"
  cat "$scratch/checks"
} | tee "$report"
"$checks_held"
