# shellcheck shell=bash
# The whole program in one process, with PostgreSQL and Kafka inside.
# Needs common.sh and load.sh; the caller sets port (the first of two) and drain_seconds.

data=$scratch/data
program=''
accepted_sum=0 connections_sum=0 not_202=0

end_program() {
  end_process "$program"
  program=''
  end_postgres "$data"
}

start_program() { # [VARIABLE=value ...]
  "${in_our_environment[@]}" SERVER_PORT="$port" MANAGEMENT_PORT=$((port + 1)) DATA_DIR="$data" "$@" \
    "$home/jira-agent" run >>"$scratch/program.log" 2>&1 &
  program=$!
}

read_demo_env() {
  # shellcheck disable=SC1091 # written by the program
  . "$data/demo.env"
  webhook=/webhook/agents/$AGENT_ID/webhook
  program_url=http://127.0.0.1:$port$webhook
}

query() { psql "$DATABASE_URL" -AtXq -v ON_ERROR_STOP=1 -c "$1"; }

# An agent that costs nothing, and no limit for one issue: the load has 10,000 of them.
let_agent_echo() {
  query "UPDATE agents SET kind = 'echo', concurrency = 512, runs_per_issue_hour = NULL WHERE id = '$AGENT_ID'"
}

# Asks without a process of its own, which would take its time from what is waited for. -> reply
ask() { # port, method and path, the rest of the request
  reply=''
  {
    printf '%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%s' "$2" "$3" >&3
    IFS= read -rt 5 -d '' reply <&3 || [ -n "$reply" ]
  } 3<>"/dev/tcp/127.0.0.1/$1"
} 2>/dev/null

sign_event() { # base64 of the agent's secret -> signed: the headers and the body of an event
  local body sig key
  body='{"issue_key":"START-1","event_type":"jira:issue_created","timestamp":"'$(date -u +%FT%T.%NZ)'"}'
  key=$(printf %s "$1" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
  sig=$(printf %s "$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -hex | sed 's/.*= *//')
  printf -v signed 'X-Hub-Signature-256: sha256=%s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$sig" ${#body} "$body"
}

event_accepted() { ask "$1" "POST $2" "$signed" && [[ $reply == 'HTTP/1.1 202 '* ]]; } # port path

started_execution_completed() {
  ask "$port" "GET /api/executions/$started_id" "Authorization: Bearer $ADMIN_TOKEN"$'\r\n\r\n' &&
    [[ $reply =~ \"status\"\ ?:\ ?\"completed\" ]]
}

timed_start() { # name
  local launched=$EPOCHREALTIME first started_id signed reply
  rm -f "$data/demo.env"
  start_program
  await "$program" "its addresses" test -s "$data/demo.env"
  read_demo_env
  sign_event "$HMAC_SECRET"
  await "$program" "the first 202" event_accepted "$port" "$webhook"
  first=$(elapsed "$launched")
  [[ $reply =~ \"execution_id\"\ ?:\ ?\"([0-9a-f-]+)\" ]] || die "an answer without an execution id"
  started_id=${BASH_REMATCH[1]}
  await "$program" "the first outcome" started_execution_completed
  note "$1" "$first"
  note "${1}_outcome" "$(elapsed "$launched")"
  say "$1: first 202 after $first s, its outcome after $(latest "${1}_outcome") s"
  let_agent_echo
}

# On fresh data, after kill -9, and, as often as asked, after an orderly stop.
measure_starts() { # times
  local time
  timed_start start_fresh
  kill -KILL "$program"
  wait "$program" 2>/dev/null || true
  program=''
  timed_start start_killed
  for ((time = 1; time <= $1; time++)); do
    end_program
    timed_start start_warm
  done
}

program_pids() { echo "$program $(postgres_pids "$data")"; }

note_memory() {
  local jvm postgres
  jvm=$(pss_mib "$program")
  # shellcheck disable=SC2046 # one word per process
  postgres=$(pss_mib $(postgres_pids "$data"))
  note memory_jvm_rss $(($(awk '/^VmRSS:/ { print $2 }' "/proc/$program/status") / 1024))
  note memory_jvm "$jvm"
  note memory_postgres "$postgres"
  note memory_total $((jvm + postgres))
}

count_accepted() { # connections; of the measure_load before
  accepted_sum=$((accepted_sum + accepted)) connections_sum=$((connections_sum + $1))
}

# A load on the whole program until everything accepted is executed. Adds completed_ and cpu_ of the name, and the time
# from the post, which stands in each event, to the completed row.
measure_program() { # name connections [VARIABLE=value ...]
  local name=$1 with=$2 since ticks done_rows per_second ms50 ms99
  shift 2
  since=$(query 'SELECT now()')
  # shellcheck disable=SC2046 # one word per process
  ticks=$(cpu_ticks $(program_pids))
  measure_load "$name" "$program_url" "$HMAC_SECRET" "$with" "$seconds" "$@"
  note_memory
  count_accepted "$with"
  not_202=$((not_202 + $(latest "not_202_$name")))
  drain "$DATABASE_URL" "$since" "$accepted" "$drain_seconds" || checks_held=false
  # shellcheck disable=SC2046 # one word per process
  ticks=$(($(cpu_ticks $(program_pids)) - ticks))
  IFS='|' read -r done_rows per_second ms50 ms99 < <(query "
    SELECT count(*), count(*) / nullif(extract(epoch FROM max(completed_at) - min(queued_at)), 0),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY millis), percentile_cont(0.99) WITHIN GROUP (ORDER BY millis)
      FROM (SELECT completed_at, queued_at, 1000 * extract(epoch FROM
                     completed_at - (convert_from(payload, 'UTF8')::jsonb ->> 'timestamp')::timestamptz) AS millis
              FROM agent_test_executions WHERE queued_at >= '$since' AND status = 'completed') AS executions")
  note "cpu_$name" "$(cpu_micros "$ticks" "$done_rows")"
  note "completed_$name" "$(divide "${per_second:-0}" 1 0)"
  note "run50_$name" "$(divide "${ms50:-0}" 1 0)"
  note "run99_$name" "$(divide "${ms99:-0}" 1 0)"
  say "$name: $done_rows completed, $(latest "completed_$name")/s, $(latest "cpu_$name") µs of CPU each," \
    "from post to completed p50 $(latest "run50_$name") ms, p99 $(latest "run99_$name") ms"
}
