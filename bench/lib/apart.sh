# shellcheck shell=bash
# The roles apart: PostgreSQL and Kafka in a process of their own (Servers.java), a receiver that executes nothing, and
# a worker that receives nothing, so that each one's price can be told; and the plain receiver, on the receiver's broker.
# Needs common.sh, load.sh and, for the receiver's starts, program.sh; the caller sets port (the third to the seventh from
# it are used), seconds and drain_seconds.

apart=$scratch/apart
servers='' api='' worker='' raw=''

end_apart() {
  end_process "$raw"
  end_process "$worker"
  end_process "$api"
  end_process "$servers"
  raw='' worker='' api='' servers=''
  end_postgres "$apart"
}

start_servers() { # partitions
  "$java" -Xmx512m -XX:+UseSerialGC -cp "$home/target/classes:$home/target/lib/*" \
    "$home/bench/Servers.java" "$apart" "$1" >"$scratch/servers.log" 2>&1 &
  servers=$!
  await "$servers" "PostgreSQL and Kafka" grep -q '^ready ' "$scratch/servers.log"
  read -r _ apart_database apart_brokers < <(grep '^ready ' "$scratch/servers.log")
  with_servers=("${in_our_environment[@]}" DATABASE_URL="$apart_database" KAFKA_BROKERS="$apart_brokers"
    ENCRYPTION_KEY="$("$home/jira-agent" secret generate --encryption-key | tail -n 1)")
}

answers() { curl -sf -m 5 -o /dev/null "http://127.0.0.1:$1/observe/health/ready"; } # management port

launch_api() {
  "${with_servers[@]}" SERVER_PORT=$((port + 3)) MANAGEMENT_PORT=$((port + 4)) "$home/jira-agent" run --role api \
    >"$scratch/api.log" 2>&1 &
  api=$!
}

start_api() {
  local made
  launch_api
  await "$api" "the receiver" answers $((port + 4))
  "${with_servers[@]}" "$home/jira-agent" tenant add --name bench >/dev/null
  made=$("${with_servers[@]}" "$home/jira-agent" agent add --tenant bench --name bench --kind echo --concurrency 512 --active \
    --runs-per-issue-hour none --json | tr -d ' \n')
  apart_secret=$(sed 's/.*"hmac_secret":"\([^"]*\)".*/\1/' <<<"$made")
  api_agent=$(sed 's/.*"id":"\([^"]*\)","tenant_id".*/\1/' <<<"$made")
  api_webhook=/webhook/agents/$api_agent/webhook
  api_url=http://127.0.0.1:$((port + 3))$api_webhook
  sleep 6 # the receiver learns of new agents within 5 s
}

# As in a rolling restart: its servers run, and it was stopped in good order.
measure_api_starts() { # times
  local time launched signed reply
  for ((time = 1; time <= $1; time++)); do
    end_process "$api"
    sign_event "$apart_secret"
    launched=$EPOCHREALTIME
    launch_api
    await "$api" "the receiver's first 202" event_accepted $((port + 3)) "$api_webhook"
    note start_api "$(elapsed "$launched")"
    say "start_api: first 202 after $(latest start_api) s"
  done
}

start_raw() { # partitions
  HMAC_SECRET=$apart_secret AGENT_ID=$api_agent "$java" -Xmx512m -XX:+UseSerialGC -cp "$home/target/lib/*" \
    "$home/bench/RawReceiver.java" $((port + 2)) "$apart_brokers" bench-raw "$1" >"$scratch/raw.log" 2>&1 &
  raw=$!
  raw_url=http://127.0.0.1:$((port + 2))$api_webhook
  await "$raw" "the plain receiver" grep -q '^ready' "$scratch/raw.log"
}

start_worker() {
  "${with_servers[@]}" SERVER_PORT=$((port + 6)) MANAGEMENT_PORT=$((port + 5)) "$home/jira-agent" run --role worker \
    >"$scratch/worker.log" 2>&1 &
  worker=$!
  await "$worker" "the worker" answers $((port + 5))
}

apart_query() { psql "$apart_database" -AtXq -v ON_ERROR_STOP=1 -c "$1"; }

# Adds cpu_ (the receiver's) and cpu_with_broker_ of the name.
measure_api() { # name connections [VARIABLE=value ...]
  local name=$1 with=$2 own all
  shift 2
  own=$(cpu_ticks "$api") all=$(cpu_ticks "$api" "$servers")
  measure_load "$name" "$api_url" "$apart_secret" "$with" "$seconds" "$@"
  note "cpu_$name" "$(cpu_micros $(($(cpu_ticks "$api") - own)) "$asked")"
  note "cpu_with_broker_$name" "$(cpu_micros $(($(cpu_ticks "$api" "$servers") - all)) "$asked")"
}

measure_raw() { # name connections [VARIABLE=value ...]
  local name=$1 with=$2 ticks
  shift 2
  ticks=$(cpu_ticks "$raw" "$servers")
  measure_load "$name" "$raw_url" "$apart_secret" "$with" "$seconds" "$@"
  note "cpu_$name" "$(cpu_micros $(($(cpu_ticks "$raw" "$servers") - ticks)) "$asked")"
}

# What waits in Kafka while the worker is held is executed by it alone. Held instead of started anew, for a warm JVM.
measure_execution() { # name events
  local name=$1 since own all done_rows lasting
  [ -n "$worker" ] || start_worker
  kill -STOP "$worker"
  since=$(apart_query 'SELECT now()')
  measure_load "queueing_$name" "$api_url" "$apart_secret" 32 "$seconds" RATE=1000000 LIMIT="$2"
  # shellcheck disable=SC2046 # one word per process
  own=$(cpu_ticks "$worker" $(postgres_pids "$apart")) all=$(cpu_ticks "$servers")
  kill -CONT "$worker"
  drain "$apart_database" "$since" "$accepted" "$drain_seconds" || checks_held=false
  # shellcheck disable=SC2046 # one word per process
  own=$(($(cpu_ticks "$worker" $(postgres_pids "$apart")) - own)) all=$(($(cpu_ticks "$servers") - all))
  IFS='|' read -r done_rows lasting < <(apart_query "
    SELECT count(*), extract(epoch FROM max(completed_at) - min(started_at))
      FROM agent_test_executions WHERE queued_at >= '$since' AND status = 'completed'")
  [ "$done_rows" -gt 0 ] || die "the worker has executed nothing"
  note "lasting_$name" "$lasting"
  note "completed_$name" "$(divide "$done_rows" "$lasting" 0)"
  note "cpu_$name" "$(cpu_micros "$own" "$done_rows")"
  note "cpu_broker_$name" "$(cpu_micros "$all" "$done_rows")"
  say "$name: $done_rows executed at $(latest "completed_$name")/s, $(latest "cpu_$name") µs of CPU each"
}

# The worker is at work as long as the receivers are when they are warmed up; while its events are sent, it is held.
warm_execution() { # seconds
  local worked=0
  while awk -v worked="$worked" -v all="$1" 'BEGIN { exit !(worked < all) }'; do
    measure_execution execution_warm_up 30000
    worked=$(awk -v before="$worked" -v more="$(latest lasting_execution_warm_up)" 'BEGIN { print before + more }')
  done
}
