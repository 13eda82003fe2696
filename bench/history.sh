#!/usr/bin/env bash
# Times the pages and the API's lists over a long history; see bench/README.md.
set -euo pipefail

# What is timed: a name and a path. @AGENT @TENANT @KEY @ID are of the tenant with most executions (of the asker's own where
# the asker sees one only), @FROM and @TO span one day a month ago, @CASE is a number that one summary
# has.
queries=(
  "page Executions|/Execution_History"
  "page Executions, failed|/Execution_History?status=failed"
  "page Executions, queued|/Execution_History?status=queued"
  "page Executions, in progress|/Execution_History?status=in_progress"
  "page Executions, agent|/Execution_History?agent_id=@AGENT"
  "page Executions, agent and failed|/Execution_History?agent_id=@AGENT&status=failed"
  "page Executions, issue key|/Execution_History?issue_key=@KEY"
  "page Executions, unknown issue key|/Execution_History?issue_key=NONE-1"
  "page Executions, tenant|/Execution_History?tenant_id=@TENANT"
  "page Executions, tenant and failed|/Execution_History?tenant_id=@TENANT&status=failed"
  "page Executions, a day|/Execution_History?from=@FROM&to=@TO"
  "page Executions, a day and failed|/Execution_History?from=@FROM&to=@TO&status=failed"
  "page Executions, search, one in five|/Execution_History?q=printer"
  "page Executions, search, one in a hundred|/Execution_History?q=guests"
  "page Executions, search, one in a thousand|/Execution_History?q=migration"
  "page Executions, search, one in ten thousand|/Execution_History?q=weekends"
  "page Executions, search, the only one|/Execution_History?q=@CASE"
  "page Executions, search, only in what is old|/Execution_History?q=move"
  "page Executions, search, none|/Execution_History?q=zeppelin"
  "page Executions, search, beginning of a word|/Execution_History?q=p1"
  "page Executions, search, one letter|/Execution_History?q=w"
  "page Executions, search, two words|/Execution_History?q=printer+guests"
  "page Executions, search, two words, the last frequent|/Execution_History?q=guests+printer"
  "page Executions, search, two frequent words|/Execution_History?q=printer+export"
  "page Executions, search, an error|/Execution_History?q=answered+503"
  "page Executions, search and failed|/Execution_History?q=guests&status=failed"
  "page Executions, search and queued|/Execution_History?q=guests&status=queued"
  "page Executions, search and agent|/Execution_History?q=guests&agent_id=@AGENT"
  "page Executions, search and tenant|/Execution_History?q=guests&tenant_id=@TENANT"
  "page Executions, search and a day|/Execution_History?q=guests&from=@FROM&to=@TO"
  "page Execution|/Execution_History/@ID"
  "page Overview|/Overview"
  "page Overview, a day|/Overview?minutes=1440"
  "page Dead letters|/Dead_Letters"
  "page Dead letters, reason|/Dead_Letters?reason=invalid_answer"
  "page Dead letters, rare reason|/Dead_Letters?reason=malformed_payload"
  "page Dead letters, agent|/Dead_Letters?agent_id=@AGENT"
  "page Dead letters, tenant|/Dead_Letters?tenant_id=@TENANT"
  "page Dead letters, a day|/Dead_Letters?from=@FROM&to=@TO"
  "page Dead letters, search|/Dead_Letters?q=guests"
  "page Dry run of a replay|/Dead_Letters/replay?reason=invalid_answer"
  "page Rejected|/Rejected"
  "page Rejected, agent and reason|/Rejected?agent_id=@AGENT&reason=rate_limited"
  "page Tenants|/Tenants"
  "page Agents|/Agents"
  "page Alerts|/Alerts"
  "page Audit|/Audit"
  "executions|/api/executions"
  "executions, completed|/api/executions?status=completed"
  "executions, failed|/api/executions?status=failed"
  "executions, queued|/api/executions?status=queued"
  "executions, agent|/api/executions?agent_id=@AGENT"
  "executions, agent and queued|/api/executions?agent_id=@AGENT&status=queued"
  "executions, issue key|/api/executions?issue_key=@KEY"
  "executions, tenant and day|/api/executions?tenant_id=@TENANT&from=@FROM&to=@TO"
  "executions, search|/api/executions?q=guests"
  "execution|/api/executions/@ID"
  "dead letters|/api/dead-letters"
  "dead letters, agent and reason|/api/dead-letters?agent_id=@AGENT&reason=invalid_answer"
  "rejected|/api/rejected"
  "agents|/api/agents"
  "tenants|/api/tenants"
  "queue|/api/queue"
  "overview|/api/overview"
  "overview of a day|/api/overview?minutes=1440"
  "alerts|/api/alerts"
  "audit|/api/audit"
  "audit, action|/api/audit?action=discard"
)

usage() {
  cat <<'USAGE'
Usage: bench/history.sh [--executions 1000000] [--tenants 50] [--repeats 7] [--limit 200] [--port 28280]

Starts the program with embedded PostgreSQL and Kafka on fresh data, fills it with executions of the last 90 days by SQL,
and times the first page of every view and list of the API, for somebody who sees all tenants, for the tenant with most
and for the one with fewest executions. Writes a table to the terminal and to target/bench/history.md. Everything stays
on 127.0.0.1.

  --executions  rows of the history
  --tenants     with three agents each; a few have most of the executions
  --repeats     how often each is asked after the first time; the table shows the median
  --limit       milliseconds that no median may exceed
  --port        the first of two free ports

Needs psql, curl and a JDK 17; about 3 GB of disk for a million. Exit codes: 0 each median is within the limit, 1 something
failed or is over it, 2 wrong usage.
USAGE
}

die() { echo "bench: $*" >&2; exit 1; }
wrong() { echo "bench: $*" >&2; usage >&2; exit 2; }
say() { echo "$(date +%T) $*" >&2; }

executions=1000000 tenants=50 repeats=7 limit=200 port=28280
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --executions | --tenants | --repeats | --limit | --port)
      { [ $# -ge 2 ] && [[ $2 =~ ^[1-9][0-9]{0,7}$ ]]; } || wrong "$1 needs a number"
      declare "${1#--}=$2"
      shift 2 ;;
    *) wrong "unknown option $1" ;;
  esac
done
for tool in psql curl java; do command -v "$tool" >/dev/null || die "$tool is missing"; done

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
report=$home/target/bench/history.md
scratch=$(mktemp -d "${TMPDIR:-/tmp}/jira-agent-bench.XXXXXX")
data=$scratch/data
program=

clean_up() {
  trap - EXIT
  trap '' INT TERM HUP
  if [ -n "$program" ]; then
    kill -TERM "$program" 2>/dev/null || true
    wait "$program" 2>/dev/null || true
  fi
  # A killed program leaves its PostgreSQL behind; it is ours when it works in our folder.
  local left
  left=$(head -n 1 "$data/postgres/data/postmaster.pid" 2>/dev/null || true)
  if [ -n "$left" ] && [ "$(readlink "/proc/$left/cwd" 2>/dev/null)" = "$data/postgres/data" ]; then
    kill -INT "$left" 2>/dev/null || true
    for _ in $(seq 100); do kill -0 "$left" 2>/dev/null || break; sleep 0.1; done
  fi
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

query() { psql "$DATABASE_URL" -AtXq -v ON_ERROR_STOP=1 -c "$1"; }

# --- Start and fill --------------------------------------------------------------------------------------------------

"$home/jira-agent" --version >/dev/null || die "the program could not be built"
env -u DATABASE_URL -u DATABASE_USER -u DATABASE_PASSWORD -u KAFKA_BROKERS -u ENCRYPTION_KEY -u ID_KEY \
  -u SERVER_PUBLIC_URL -u ROUTES_DIR -u JAVA_OPTS -u OIDC_ISSUER \
  SERVER_HOST=127.0.0.1 SERVER_PORT="$port" MANAGEMENT_PORT=$((port + 1)) DATA_DIR="$data" \
  "$home/jira-agent" run >"$scratch/program.log" 2>&1 &
program=$!
until grep -q "is ready on" "$scratch/program.log"; do
  kill -0 "$program" 2>/dev/null || { tail -n 20 "$scratch/program.log" >&2; die "the program stopped"; }
  sleep 0.2
done
# shellcheck disable=SC1091 # written by the program
. "$data/demo.env"

say "filling in $executions executions of $tenants tenants"
began=$SECONDS
psql "$DATABASE_URL" -Xq -v ON_ERROR_STOP=1 -v executions="$executions" -v tenants="$tenants" \
  -f "$home/bench/history.sql" || die "the history could not be filled in"
say "filled in after $((SECONDS - began)) s, $(query "SELECT pg_size_pretty(pg_database_size(current_database()))")"

# --- Who asks --------------------------------------------------------------------------------------------------------

token_of() { # tenant -> a token for it alone
  local token
  token=jat_bench_$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  query "INSERT INTO api_tokens (id, name, token_sha256, role, tenant_id)
         VALUES (gen_random_uuid(), 'bench $1', sha256('$token'), 'operator', '$1')"
  echo "$token"
}

declare -A token of_tenant cookie
of_tenant[most]=$(query "SELECT id FROM tenants WHERE name = 'bench-1'")
of_tenant[fewest]=$(query "SELECT id FROM tenants WHERE name = 'bench-$tenants'")
of_tenant[all]=${of_tenant[most]}
token[all]=$ADMIN_TOKEN
for who in most fewest; do token[$who]=$(token_of "${of_tenant[$who]}"); done
for who in all most fewest; do
  cookie[$who]=$(curl -s -o /dev/null -D - --data-urlencode "token=${token[$who]}" "http://127.0.0.1:$port/login" |
    sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\);.*/\1/p')
  [ -n "${cookie[$who]}" ] || die "nobody could sign in"
done

declare -A values
read_values() { # who
  IFS='|' read -r values[ID] values[AGENT] values[KEY] values[CASE] < <(query "
    SELECT id, agent_id, issue_key, substring(summary FROM '[0-9]+$') FROM agent_test_executions
     WHERE tenant_id = '${of_tenant[$1]}' AND status = 'failed' ORDER BY queued_at DESC LIMIT 1")
  [ -n "${values[ID]}" ] || die "the tenant of '$1' has no failed execution; take more executions"
  values[TENANT]=${of_tenant[$1]}
  values[FROM]=$(date -u -d '-30 days' +%FT00:00:00Z)
  values[TO]=$(date -u -d '-29 days' +%FT00:00:00Z)
}

# --- Timing ----------------------------------------------------------------------------------------------------------

ask() { # who path -> milliseconds
  local header result
  if [[ $2 == /api/* ]]; then header="Authorization: Bearer ${token[$1]}"; else header="Cookie: ${cookie[$1]}"; fi
  result=$(curl -s -m 60 -o "$scratch/answer" -w '%{http_code} %{time_total}' -H "$header" "http://127.0.0.1:$port$2")
  [ "${result% *}" = 200 ] || die "$2 answered ${result% *}: $(head -c 300 "$scratch/answer")"
  awk -v s="${result#* }" 'BEGIN { printf "%.1f\n", s * 1000 }'
}

over=0
measure() { # who query
  local name=${2%%|*} path=${2#*|} key first times median worst mark
  for key in "${!values[@]}"; do path=${path//@$key/${values[$key]}}; done
  first=$(ask "$1" "$path")
  times=$(for _ in $(seq "$repeats"); do ask "$1" "$path"; done | sort -n)
  median=$(sed -n "$(((repeats + 1) / 2))p" <<<"$times")
  worst=$(tail -n 1 <<<"$times")
  mark=
  if awk -v m="$median" -v l="$limit" 'BEGIN { exit !(m > l) }'; then mark=' **over**' over=$((over + 1)); fi
  echo "| $name | $first | $median$mark | $worst |"
}

mkdir -p "$(dirname "$report")"
{
  echo "# A long history"
  echo
  echo "$(date -u +%FT%TZ), commit $(git -C "$home" rev-parse --short HEAD 2>/dev/null || echo unknown), $(nproc) cores," \
    "$(java -version 2>&1 | sed -n 2p), load average $(cut -d' ' -f1-3 /proc/loadavg)."
  echo
  echo "$(query 'SELECT count(*) FROM agent_test_executions') executions of $tenants tenants; milliseconds by curl, the first" \
    "time and then $repeats times; no median may be over $limit ms."
} >"$report"
for who in all most fewest; do
  read_values "$who"
  rows=$(query "SELECT count(*) FROM agent_test_executions WHERE '$who' = 'all' OR tenant_id = '${of_tenant[$who]}'")
  case $who in
    all) title="All tenants" ;;
    most) title="The tenant with most executions" ;;
    *) title="The tenant with fewest" ;;
  esac
  { echo; echo "## $title ($rows)"; echo; echo "| | first | median | longest |"; echo "|---|---|---|---|"; } >>"$report"
  say "$title"
  for entry in "${queries[@]}"; do measure "$who" "$entry" >>"$report"; done
done
{ echo; echo "Over the limit: $over."; } >>"$report"
cat "$report"
[ "$over" -eq 0 ] || exit 1
