# shellcheck shell=bash
# Puts signed events on an address with wrk, and waits until what was accepted is executed.

# -> requests seconds p50 p99 longest bad_status socket_errors late_p99; times in ms
load() { # url secret connections seconds [VARIABLE=value ...]
  local to=$1 secret=$2 with=$3 lasting=$4 line
  shift 4
  line=$(env HMAC_SECRET="$secret" RUN_TAG="$EPOCHREALTIME" "$@" timeout $((lasting + 30)) \
    wrk -t1 -c"$with" -d"${lasting}s" --timeout 10s --latency -s "$home/bench/post.lua" "$to" \
    | grep '^RESULT ') || die "wrk failed"
  echo "${line#RESULT }"
}

# One load and its figures: accepted_, p50_, p99_, late_ and not_202_ of the name. Sets accepted and asked.
measure_load() { # name url secret connections seconds [VARIABLE=value ...]
  local name=$1 took p50 p99 longest bad broken late
  shift
  read -r asked took p50 p99 longest bad broken late < <(load "$@")
  [ -n "${late-}" ] || die "no result from wrk"
  accepted=$((asked - bad))
  note "accepted_$name" "$(divide "$accepted" "$took" 0)"
  note "p50_$name" "$p50"
  note "p99_$name" "$p99"
  note "late_$name" "$late"
  note "not_202_$name" $((bad + broken))
  say "$name: $(latest "accepted_$name")/s, p50 $p50 ms, p99 $p99 ms, longest $longest ms, $((bad + broken)) not 202"
}

# Waits until as many executions as were accepted, and what was under way when wrk stopped, are at their end.
drain() { # database since accepted seconds -> false when it takes too long
  local until=$((SECONDS + $4)) ended='' before
  while [ $SECONDS -lt $until ]; do
    before=$ended
    ended=$(psql "$1" -AtXq -v ON_ERROR_STOP=1 -c \
      "SELECT count(*) || ' ' || count(completed_at) FROM agent_test_executions WHERE queued_at >= '$2'")
    if [ "${ended% *}" -ge "$3" ] && [ "${ended% *}" = "${ended#* }" ] && [ "$ended" = "$before" ]; then return 0; fi
    sleep 1
  done
  say "not drained in $4 s: $ended rows and ended ones of $3 accepted"
  return 1
}
