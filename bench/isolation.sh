#!/usr/bin/env bash
# Measures what a tenant feels of another one's trouble; see bench/README.md.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: bench/isolation.sh [--seconds 8] [--rounds 3] [--rate 100] [--limit 50] [--flood 500] [--warm-up 15]
                          [--port 28180]

Starts the program with embedded PostgreSQL and Kafka on fresh data and two tenants. Tenant B sends at a steady rate,
alone, beside a tenant A that behaves, and while A floods, has a dead agent, or has a slow one; the table shows what B
gets. It is printed and written to target/bench/isolation.md. Everything stays on 127.0.0.1.

  --seconds   how long each phase lasts
  --rounds    how often all phases are gone through; the table shows medians (min-max)
  --rate      B's events a second
  --limit     the rate limit of A's agents, a second
  --flood     A's events a second in the flood, far over its limit; otherwise it sends --limit
  --warm-up   seconds of load before the first round
  --port      the first of three free ports

Needs wrk, psql, curl and a JDK 17 (Debian: wrk postgresql-client curl openjdk-17-jdk-headless maven).
Exit codes: 0 measured, 1 something failed, 2 wrong usage.
USAGE
}

lib=$(cd "$(dirname "${BASH_SOURCE[0]}")/lib" && pwd)
for part in common load; do
  # shellcheck disable=SC1090 # those in bench/lib
  . "$lib/$part.sh"
done

seconds=8 rounds=3 rate=100 limit=50 flood=500 warm_up=15 port=28180
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --seconds | --rounds | --rate | --limit | --flood | --warm-up | --port)
      [ $# -ge 2 ] || wrong "$1 needs a value"
      [[ $2 =~ ^[1-9][0-9]{0,4}$ ]] || wrong "$1: a number from 1 to 99999, not '$2'"
      name=${1#--}
      printf -v "${name//-/_}" %s "$2"
      shift 2 ;;
    *) wrong "unknown option $1" ;;
  esac
done
[ "$seconds" -le 60 ] && [ "$rounds" -le 20 ] && [ "$warm_up" -le 60 ] || wrong "at most 60 seconds and 20 rounds"
need wrk psql curl "$java"

report=$home/target/bench/isolation.md
data=$scratch/data
slow_port=$((port + 2))
program='' slow=''
declare -A secrets agents

clean_up() {
  trap - EXIT
  trap '' INT TERM HUP
  end_process "$slow"
  end_process "$program"
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

query() { psql "$DATABASE_URL" -AtXq -v ON_ERROR_STOP=1 -c "$1"; }

api() { # path json -> the answer
  curl -sS --fail-with-body -H "Authorization: Bearer $ADMIN_TOKEN" -H 'Content-Type: application/json' -d "$2" \
    "http://127.0.0.1:$port/api$1" || die "POST /api$1 failed"
}

field() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }

make_agent() { # name tenant json
  local made
  made=$(api /agents "{\"tenant\":\"$2\",\"name\":\"$1\",\"status\":\"active\",$3}")
  agents[$1]=$(field id <<<"$made")
  secrets[$1]=$(field hmac_secret <<<"$made")
}

# --- Measuring -------------------------------------------------------------------------------------------------------

load_on() { # agent connections seconds rate -> what load gives
  load "http://127.0.0.1:$port/webhook/agents/${agents[$1]}/webhook" "${secrets[$1]}" "$2" "$3" RATE="$4"
}

open_of() { query "SELECT count(*) FROM agent_test_executions WHERE agent_id = '${agents[$1]}' AND status $2"; }

await_none() { # agent condition
  for _ in $(seq 600); do
    [ "$(open_of "$1" "$2")" -gt 0 ] || return 0
    sleep 0.1
  done
  die "executions of agent $1 do not end"
}

# What A has left must not reach into the next phase.
forget() { # agent
  query "UPDATE agents SET status = 'paused' WHERE id = '${agents[$1]}'"
  await_none "$1" "= 'in_progress'"
  query "DELETE FROM agent_test_executions WHERE agent_id = '${agents[$1]}'"
}

phase() { # name [agent of A, its rate]
  local since requests took p50 p99 max bad broken late completed per_second ms50 ms99 others=''
  if [ $# -gt 1 ]; then
    query "UPDATE agents SET status = 'active' WHERE id = '${agents[$2]}'"
    sleep 2
    load_on "$2" 32 $((seconds + 3)) "$3" >"$scratch/others" &
    others=$!
    sleep 2
  fi
  since=$(query 'SELECT now()')
  read -r requests took p50 p99 max bad broken late < <(load_on B 16 "$seconds" "$rate")
  [ -n "$requests" ] || die "no result from wrk"
  await_none B "IN ('queued', 'in_progress')"
  IFS='|' read -r completed per_second ms50 ms99 < <(query "
    SELECT count(*), count(*) / nullif(extract(epoch FROM max(completed_at) - min(queued_at)), 0),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - queued_at) * 1000),
           percentile_cont(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - queued_at) * 1000)
      FROM agent_test_executions
     WHERE agent_id = '${agents[B]}' AND queued_at >= '$since' AND status = 'completed'")
  note "accepted_$1" "$(divide $((requests - bad)) "$took" 1)"
  note "p50_$1" "$p50"
  note "p99_$1" "$p99"
  note "not_202_$1" $((bad + broken))
  note "completed_$1" "$(divide "$per_second" 1 1)"
  note "run50_$1" "$(divide "$ms50" 1 1)"
  note "run99_$1" "$(divide "$ms99" 1 1)"
  say "$1: B accepted $(divide $((requests - bad)) "$took" 1)/s, p99 $p99 ms (longest $max);" \
    "$completed completed, $(divide "$per_second" 1 1)/s, p99 $(divide "$ms99" 1 1) ms"
  if [ -n "$others" ]; then
    wait "$others" || die "A's load failed"
    read -r requests took p50 p99 max bad broken late <"$scratch/others"
    note "others_$1" "$(divide $((requests - bad)) "$took" 1)"
    note "others_refused_$1" "$(divide "$bad" "$took" 1)"
    note "others_waiting_$1" "$(open_of "$2" "= 'queued'")"
    forget "$2"
  fi
}

# --- The run ---------------------------------------------------------------------------------------------------------

"$home/jira-agent" --version >/dev/null || die "the program could not be built"
say "data in $scratch"
"${in_our_environment[@]}" SERVER_PORT="$port" MANAGEMENT_PORT=$((port + 1)) DATA_DIR="$data" \
  "$home/jira-agent" run >"$scratch/program.log" 2>&1 &
program=$!
await "$program" "being ready" grep -q 'is ready on' "$scratch/program.log"
# shellcheck disable=SC1091 # written by the program
. "$data/demo.env"
"$java" -Xmx64m "$home/bench/SlowAgent.java" "$slow_port" 3000 >"$scratch/slow.log" 2>&1 &
slow=$!
await "$slow" "the slow agent" grep -q '^ready' "$scratch/slow.log"

api /tenants '{"name":"a"}' >/dev/null
api /tenants '{"name":"b"}' >/dev/null
make_agent B b '"kind":"echo","concurrency":64'
make_agent flood a "\"kind\":\"echo\",\"concurrency\":64,\"rate_limit\":\"$limit/s\""
make_agent dead a "\"kind\":\"http\",\"url\":\"http://127.0.0.1:1/\",\"rate_limit\":\"$limit/s\""
make_agent slow a "\"kind\":\"http\",\"url\":\"http://127.0.0.1:$slow_port/\",\"rate_limit\":\"$limit/s\""
query "UPDATE agents SET status = 'paused' WHERE id IN ('${agents[flood]}', '${agents[dead]}', '${agents[slow]}')"
sleep 2

say "warm-up: $(load_on B 32 "$warm_up" 2000 | awk '{ printf "%.0f/s", $1 / $2 }')"
await_none B "IN ('queued', 'in_progress')"
for ((round = 1; round <= rounds; round++)); do
  say "round $round of $rounds"
  phase alone
  phase beside flood "$limit"
  phase flood flood "$flood"
  phase dead dead "$limit"
  phase slow slow "$limit"
done

# --- The report ------------------------------------------------------------------------------------------------------

row() { # label name
  printf '| %s |' "$1"
  for name in alone beside flood dead slow; do printf ' %s |' "$(spread "$2_$name")"; done
  echo
}
ratios() { # label name phase: of neighbours in the same round, since the machine may change from round to round
  local name
  printf '| %s |' "$1"
  for name in beside flood dead slow; do
    values[ratio]=$(paste <(tr ' ' '\n' <<<"${values[$2_$name]}") <(tr ' ' '\n' <<<"${values[$2_$3]}") \
      | awk 'NF == 2 && $2 > 0 { printf "%.3f ", $1 / $2 }')
    printf ' %s |' "$(spread ratio)"
  done
  echo
}

mkdir -p "$(dirname "$report")"
{
  echo "# Isolation of tenants, measured $(date -u +%FT%TZ)"
  echo
  echo "$(machine); load average at the start $load_at_start. wrk, the program with PostgreSQL and Kafka, and A's slow agent" \
    "on the same machine. Commit $(git -C "$home" rev-parse --short HEAD 2>/dev/null || echo unknown)."
  mark_of_busy
  echo
  echo "B sends $rate/s. A sends $flood/s in the flood, else $limit/s; its agents take $limit/s. The slow agent answers after 3 s, four tasks at a time; at the dead one's address nobody listens. Median (min–max) of $rounds rounds, $seconds s each."
  echo
  echo "| B gets | alone | A behaves | A floods | A's agent is dead | A's agent is slow |"
  echo '|---|---|---|---|---|---|'
  row 'accepted/s' accepted
  row 'answer p50 ms' p50
  row 'answer p99 ms' p99
  row 'other than 202' not_202
  row 'completed/s' completed
  row 'received to completed, p50 ms' run50
  row 'received to completed, p99 ms' run99
  row "A: accepted/s" others
  row "A: refused with 429/s" others_refused
  row "A: waiting at the end" others_waiting
  echo
  for base in alone beside; do
    echo "| B, compared with B $([ "$base" = alone ] && echo alone || echo 'while A behaves') | A behaves | A floods | A's agent is dead | A's agent is slow |"
    echo '|---|---|---|---|---|'
    ratios 'accepted/s' accepted "$base"
    ratios 'answer p50' p50 "$base"
    ratios 'answer p99' p99 "$base"
    ratios 'completed/s' completed "$base"
    ratios 'received to completed, p50' run50 "$base"
    ratios 'received to completed, p99' run99 "$base"
    echo
  done
} | tee "$report"
