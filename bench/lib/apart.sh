# shellcheck shell=bash
# The roles apart: PostgreSQL and Kafka in a process of their own (Servers.java), a receiver that executes nothing, and
# a worker that receives nothing, so that each one's price can be told. Needs common.sh and load.sh; the caller sets
# port (the fourth to the seventh from it are used), seconds and drain_seconds.

apart=$scratch/apart
servers='' api='' worker=''

end_apart() {
  end_process "$worker"
  end_process "$api"
  end_process "$servers"
  worker='' api='' servers=''
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

start_api() {
  local made
  "${with_servers[@]}" SERVER_PORT=$((port + 3)) MANAGEMENT_PORT=$((port + 4)) "$home/jira-agent" run --role api \
    >"$scratch/api.log" 2>&1 &
  api=$!
  await "$api" "the receiver" answers $((port + 4))
  "${with_servers[@]}" "$home/jira-agent" tenant add --name bench >/dev/null
  made=$("${with_servers[@]}" "$home/jira-agent" agent add --tenant bench --name bench --kind echo --concurrency 512 --active \
    --runs-per-issue-hour none --json | tr -d ' \n')
  apart_secret=$(sed 's/.*"hmac_secret":"\([^"]*\)".*/\1/' <<<"$made")
  api_url=http://127.0.0.1:$((port + 3))/webhook/agents/$(sed 's/.*"id":"\([^"]*\)","tenant_id".*/\1/' <<<"$made")/webhook
  sleep 6 # the receiver learns of new agents within 5 s
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

# What waits in Kafka while the worker is held is executed by it alone. Held instead of started anew, for a warm JVM.
measure_execution() { # name events
  local name=$1 since own all first_to_last done_rows
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
  IFS='|' read -r done_rows first_to_last < <(apart_query "
    SELECT count(*), count(*) / nullif(extract(epoch FROM max(completed_at) - min(started_at)), 0)
      FROM agent_test_executions WHERE queued_at >= '$since' AND status = 'completed'")
  note "completed_$name" "$(divide "${first_to_last:-0}" 1 0)"
  note "cpu_$name" "$(cpu_micros "$own" "$done_rows")"
  note "cpu_broker_$name" "$(cpu_micros "$all" "$done_rows")"
  say "$name: $done_rows executed at $(latest "completed_$name")/s, $(latest "cpu_$name") µs of CPU each"
}

# As long as the receivers are warmed up, and once at least.
warm_execution() { # seconds
  local until=$((SECONDS + $1))
  while true; do
    measure_execution execution_warm_up 15000
    [ $SECONDS -lt $until ] || break
  done
}
