# shellcheck shell=bash
# Many runs of an agent that takes ten seconds, at the same time in one worker. Needs program.sh.

slow_agent=''

# Notes slow_in_flight (most at the agent at the same time, by the agent's own count), slow_seconds, slow_completed.
measure_slow() { # runs
  local at=$((port + 7)) made id since launched=$EPOCHREALTIME
  "$java" -Xmx256m "$home/bench/SlowAgent.java" "$at" 10000 >"$scratch/slow-agent.log" 2>&1 &
  slow_agent=$!
  await "$slow_agent" "the slow agent" grep -q '^ready' "$scratch/slow-agent.log"
  made=$(curl -sS --fail-with-body -H "Authorization: Bearer $ADMIN_TOKEN" -H 'Content-Type: application/json' -d "{
    \"tenant_id\":\"$TENANT_ID\",\"name\":\"slow\",\"status\":\"active\",\"kind\":\"http\",\"url\":\"http://127.0.0.1:$at/\",
    \"concurrency\":$1,\"runs_per_issue_hour\":null}" "http://127.0.0.1:$port/api/agents") || die "no slow agent: $made"
  id=$(sed 's/.*"id":"\([^"]*\)","tenant_id".*/\1/' <<<"$made")
  sleep 6 # the receiver learns of new agents within 5 s
  since=$(query 'SELECT now()') launched=$EPOCHREALTIME
  measure_load slow "http://127.0.0.1:$port/webhook/agents/$id/webhook" \
    "$(sed 's/.*"hmac_secret":"\([^"]*\)".*/\1/' <<<"$made")" 64 8 RATE=500 LIMIT="$1"
  count_accepted 64
  drain "$DATABASE_URL" "$since" "$accepted" "$drain_seconds" || checks_held=false
  note slow_in_flight "$(curl -sf "http://127.0.0.1:$at/most")"
  note slow_seconds "$(query "SELECT round(extract(epoch FROM max(completed_at) - min(queued_at)), 1)
    FROM agent_test_executions WHERE agent_id = '$id'")"
  note slow_completed "$(query "SELECT count(*) FROM agent_test_executions WHERE agent_id = '$id' AND status = 'completed'")"
  say "slow agent: $(latest slow_completed) of $1 completed, $(latest slow_in_flight) at the same time," \
    "$(latest slow_seconds) s in all"
  end_process "$slow_agent"
  slow_agent=''
}
