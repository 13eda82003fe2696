#!/usr/bin/env bash
# Measures the inner pieces (signature, envelope, payload) alone with JMH, time and allocations; see bench/README.md.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: bench/jmh.sh [--quick] [JMH options and names, for example: -f 3 payload]

Compiles src/jmh/java and runs it with -prof gc: microseconds and bytes allocated for each operation, in two minutes a
fork. Options of JMH that follow replace those given here (-f 1 -wi 3 -w 1 -i 5 -r 1). The result is also written to
target/bench/jmh.txt.

  --quick  one short iteration of each, to see that they run

Needs Maven and a JDK 17. Exit codes: those of JMH.
USAGE
}

case ${1-} in -h | --help) usage; exit 0 ;; esac
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
shape=(-f 1 -wi 3 -w 1 -i 5 -r 1)
if [ "${1-}" = --quick ]; then
  shape=(-f 1 -wi 1 -w 100ms -i 1 -r 100ms)
  shift
fi

(cd "$home" && mvn -q -B -ntp -Pjmh -Dquick -Dspotless.skip test-compile) >&2
jmh=$home/target/jmh
mkdir -p "$home/target/bench"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$jmh/test-classes:$jmh/classes:$(cat "$jmh/class-path")" \
  org.openjdk.jmh.Main "${shape[@]}" -prof gc -jvmArgs '-Xmx512m -XX:+UseSerialGC' \
  -rff "$home/target/bench/jmh.txt" "$@"
