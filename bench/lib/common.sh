# shellcheck shell=bash
# What the measurements share: words to the user, numbers, figures with their spread, processes. Sets home and scratch.

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

die() { echo "bench: $*" >&2; exit 1; }
wrong() { echo "bench: $*" >&2; usage >&2; exit 2; }
say() { echo "$(date +%T) $*" >&2; }

number() { # option value most
  if ! [[ $2 =~ ^[1-9][0-9]{0,7}$ ]] || [ "$2" -gt "$3" ]; then wrong "$1: a number from 1 to $3, not '$2'"; fi
}

numbers() { # option values most
  local value
  [ -n "${2// /}" ] || wrong "$1: at least one number"
  for value in $2; do number "$1" "$value" "$3"; done
}

need() { # tools
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || die "$tool is missing; bench/README.md says what is needed"
  done
}

java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# --- Figures ---------------------------------------------------------------------------------------------------------

declare -A values

note() { values[$1]+="$2 "; }            # name value
latest() { local all=${values[$1]-}; all=${all% }; echo "${all##* }"; }
nth() { cut -d' ' -f"$2" <<<"${values[$1]-}"; } # name round
elapsed() { awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }'; }
divide() { awk -v a="$1" -v b="$2" -v d="${3:-2}" 'BEGIN { printf "%." d "f", (b > 0 ? a / b : 0) }'; }

sorted() { tr ' ' '\n' <<<"${values[$1]-}" | { grep . || true; } | sort -g; } # name -> its values, one a line

median() { # name -> nothing where it was not measured
  sorted "$1" | awk '{ v[NR] = $1 } END { if (NR) printf "%.10g", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

most() { sorted "$1" | tail -n 1; } # name

spread() { # name -> median (min–max)
  [ -n "${values[$1]-}" ] || { echo -; return; }
  echo "$(median "$1") ($(sorted "$1" | head -n 1)–$(most "$1"))"
}

checks_held=true
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

# --- The machine -----------------------------------------------------------------------------------------------------

machine() { # -> facts in one line
  echo "$(nproc) cores ($(awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo)), $(awk '/^MemTotal/ {
    printf "%.0f", $2 / 1048576 }' /proc/meminfo) GiB memory, kernel $(uname -r), $("$java" -version 2>&1 | sed -n 2p)"
}

load_at_start=$(cut -d' ' -f1 /proc/loadavg)

busy() { # others used more than a quarter of the machine in the minute before the start
  awk -v load="$load_at_start" -v cores="$(nproc)" 'BEGIN { exit !(load > cores / 4) }'
}

mark_of_busy() { # -> a sentence for the report, where it needs one
  if busy; then
    echo
    echo "**The machine was busy when this run began (load average $load_at_start on $(nproc) cores)." \
      "These figures are not to be relied on.**"
  fi
}

# --- Processes: each is ended by its id ------------------------------------------------------------------------------

scratch=$(mktemp -d "${TMPDIR:-/tmp}/jira-agent-bench.XXXXXX")

end_process() { # pid
  [ -n "$1" ] || return 0
  kill -TERM "$1" 2>/dev/null || return 0
  kill -CONT "$1" 2>/dev/null || true
  for _ in $(seq 450); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  say "process $1 does not stop; killing it"
  kill -KILL "$1" 2>/dev/null || true
}

postmaster() { head -n 1 "$1/postgres/data/postmaster.pid" 2>/dev/null || true; } # data folder

postgres_pids() { # data folder
  local main
  main=$(postmaster "$1")
  [ -z "$main" ] || echo "$main $(ps -o pid= --ppid "$main" | tr '\n' ' ')"
}

# A killed program leaves its PostgreSQL behind; it is ours when it works in our folder.
end_postgres() { # data folder
  local left
  left=$(postmaster "$1")
  if [ -n "$left" ] && [ "$(readlink "/proc/$left/cwd" 2>/dev/null)" = "$1/postgres/data" ]; then
    kill -INT "$left" 2>/dev/null || true
    for _ in $(seq 100); do kill -0 "$left" 2>/dev/null || break; sleep 0.1; done
  fi
}

# Without a process of its own: what is waited for may need every processor there is.
exec {never}<> <(:)
pause() { read -rt "$1" -u "$never" _ || true; } # seconds

await() { # pid what, then a command that is tried until it succeeds
  local pid=$1 what=$2 until=$((SECONDS + 300))
  shift 2
  until "$@"; do
    kill -0 "$pid" 2>/dev/null || { tail -n 20 "$scratch"/*.log >&2; die "a process stopped before $what"; }
    [ $SECONDS -lt $until ] || die "$what did not come in five minutes"
    pause 0.05
  done
}

# User and system time. A connection that PostgreSQL closes meanwhile is lost.
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

pss_mib() { # pids -> resident MiB, shared pages counted once
  local pid sum=0 kib
  for pid in "$@"; do
    kib=$(awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup" 2>/dev/null || echo 0)
    sum=$((sum + ${kib:-0}))
  done
  echo $((sum / 1024))
}

# Settings of the caller's shell must not reach what is measured. Not a function: a command in the background has to be
# the process itself, since it is watched and ended by its id.
in_our_environment=(env -u DATABASE_URL -u DATABASE_USER -u DATABASE_PASSWORD -u KAFKA_BROKERS -u ENCRYPTION_KEY -u ID_KEY
  -u SERVER_PUBLIC_URL -u ROUTES_DIR -u JAVA_OPTS SERVER_HOST=127.0.0.1)
