# shellcheck shell=bash
# Tells what was measured: the table of targets, the figures behind it, the checks. Needs common.sh; the figures' names
# are those of bench/run.sh.

# -> one row: label floor aim, at least|at most, the figure's name, unit, what it is made of
target() {
  local label=$1 floor=$2 aim=$3 rule=$4 name=$5 unit=$6 made_of=${7-} value sign='≥ ' reached=no
  value=$(median "$name")
  [ "$rule" = "at least" ] || sign='≤ '
  if [ -z "$value" ]; then
    reached='not run' made_of=''
  elif meets "$value" "$aim" "$rule"; then
    reached=aim
  elif meets "$value" "$floor" "$rule"; then
    reached=floor
  fi
  echo "| $label | $sign$floor$unit | $sign$aim$unit | $(spread "$name")${made_of:+, $made_of} | $reached |"
}

meets() { awk -v v="$1" -v t="$2" -v rule="$3" 'BEGIN { exit !(rule == "at least" ? v >= t : v <= t) }'; }

per_second() { [ -z "$(median "$1")" ] || echo "$(median "$1")/s to $(median "$2")/s"; } # names

late() { # names -> a warning where the schedule was not kept
  local name latest=0 value
  for name in "$@"; do
    value=$(most "late_$name")
    [ "${value:-0}" -le "$latest" ] || latest=$value
  done
  [ "$latest" -le 5 ] || echo "; sent up to $latest ms late (p99)"
}

targets() {
  local per=''
  echo '| figure | floor | aim | median (min–max) | reached |'
  echo '|---|---|---|---|---|'
  for c in 128 32; do
    local floor=0.60 aim=0.85
    [ "$c" = 128 ] || floor=0.50 aim=0.80
    target "accepted/s, $c connections, receiving alone, of the plain receiver's" "$floor" "$aim" "at least" \
      "ratio_api_$c" '' "$(per_second "accepted_api_$c" "accepted_raw_$c")"
    target "the same, executing all of it in the same process" "$floor" "$aim" "at least" \
      "ratio_program_$c" '' "$(per_second "accepted_program_$c" "accepted_raw_$c")"
  done
  target "answer p99 at half of the maximum load, receiving alone, of the plain receiver's at half of its own" 3 1.5 "at most" \
    ratio_p99_api '×' "$(median p99_half_api) to $(median p99_half_raw) ms$(late half_api half_raw)"
  target "the same, executing all of it in the same process" 3 1.5 "at most" \
    ratio_p99_program '×' "$(median p99_half_program) to $(median p99_half_raw) ms$(late half_program half_raw)"
  target "accepted/s, 128 connections, receiving alone, against Node + kafkajs, the best durable peer" 4 8 "at least" \
    ratio_node '×' "$(per_second accepted_api_128 accepted_node)"
  target "completed/s, echo agent, of what waits, nothing received meanwhile, against FastAPI + Celery" 10 20 "at least" \
    ratio_celery_alone '×' "$(per_second completed_execution completed_celery)"
  target "the same, ours while 128 connections send, of which it is accepting as much as it can" 10 20 "at least" \
    ratio_celery '×' "$(per_second completed_program_128 completed_celery)"
  [ -z "$(median accepted_steady)" ] || per="$(median accepted_steady)/s accepted, $(median completed_steady)/s completed"
  target "from post to completed row at a steady $rate/s, p99, ms" 500 150 "at most" run99_steady '' "$per$(late steady)"
  target "runs at the same time in one worker, each 10 s" 500 5000 "at least" slow_in_flight '' \
    "$(latest slow_completed) completed in $(latest slow_seconds) s"
  target "memory of the whole program under full load, the most, MiB" 1024 600 "at most" memory_most ''
  target "start to first 202, warm, of a receiver whose PostgreSQL and Kafka run, s" 5 3 "at most" start_api ''
  target "the same, the whole program with its PostgreSQL and Kafka" 5 3 "at most" start_warm ''
  target "completed/s of two workers against one, Kafka and PostgreSQL apart, an agent that waits" 1.6 1.9 "at least" scale '×'
}

figures() {
  echo '| | receiving alone | whole program | plain receiver |'
  echo '|---|---|---|---|'
  for c in 128 32; do
    columns "$c connections: accepted/s" accepted "$c"
    columns "answer p50 ms" p50 "$c"
    columns "answer p99 ms" p99 "$c"
    columns "completed/s until drained" completed "$c"
    columns "CPU µs for each" cpu "$c"
    echo "| the same with the broker | $(spread "cpu_with_broker_api_$c") | in it | in it |"
  done
  echo "| half of the maximum load: accepted/s | $(spread accepted_half_api) | $(spread accepted_half_program) | $(spread accepted_half_raw) |"
  echo "| answer p99 ms | $(spread p99_half_api) | $(spread p99_half_program) | $(spread p99_half_raw) |"
  echo
  echo '| | |'
  echo '|---|---|'
  line 'executing alone, from a full topic: completed/s' completed_execution
  line 'executing alone: CPU µs for each, worker and PostgreSQL' cpu_execution
  line 'executing alone: CPU µs for each, broker' cpu_broker_execution
  line "steady $rate/s: answer p99 ms" p99_steady
  line 'steady: from post to completed row, p50 ms' run50_steady
  line 'steady: from post to completed row, p99 ms' run99_steady
  line 'Node + kafkajs, 128 connections: accepted/s' accepted_node
  line 'Node + kafkajs: answer p99 ms' p99_node
  line 'FastAPI + Celery + Redis (fsync each second), 128 connections: accepted/s, without workers' accepted_celery
  line 'FastAPI + Celery + Redis: answer p99 ms' p99_celery
  line 'FastAPI + Celery + Redis: completed/s, without receiving' completed_celery
  line 'memory: JVM, RSS MiB' memory_jvm_rss
  line 'memory: JVM, PSS MiB' memory_jvm
  line 'memory: PostgreSQL, PSS MiB' memory_postgres
  line 'start to first 202 s, fresh data' start_fresh
  line 'start to first 202 s, after kill -9' start_killed
  line 'start to its outcome s, warm' start_warm_outcome
  line 'start to its outcome s, after kill -9' start_killed_outcome
}

columns() { # label figure connections
  echo "| $1 | $(spread "$2_api_$3") | $(spread "$2_program_$3") | $(spread "$2_raw_$3") |"
}

line() { echo "| $1 | $(spread "$2") |"; } # label figure

report() {
  echo "## Measured $(date -u +%FT%TZ)"
  mark_of_busy
  echo
  echo "$(machine); load average at the start $load_at_start. wrk, the program with PostgreSQL and Kafka, and everything it is" \
    "compared with on the same machine. Commit $(git -C "$home" rev-parse --short HEAD 2>/dev/null || echo unknown)."
  echo
  echo "Median (min–max) of $rounds rounds, $seconds s each, 1 KB bodies, every request another signed event; all in one run of" \
    "$((SECONDS / 60)) min $((SECONDS % 60)) s."
  echo
  targets
  echo
  figures
  echo
  echo '### Checks'
  echo
  cat "$scratch/checks"
}

# Puts the measured section between its markers; the rest of the document is written by hand.
write_into() { # document section
  grep -q '^<!-- measured -->$' "$1" || die "$1 has no line '<!-- measured -->'"
  awk -v section="$2" '
    /^<!-- measured -->$/ { print; while ((getline line < section) > 0) print line; inside = 1; next }
    /^<!-- end of measured -->$/ { inside = 0 }
    !inside' "$1" >"$scratch/document"
  cat "$scratch/document" >"$1"
}
