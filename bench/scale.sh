#!/usr/bin/env bash
# Measures what more workers give, and what an execution costs; see bench/README.md and docs/scaling.md.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: bench/scale.sh [--executions 3000] [--workers 3]

One receiver and one to so many workers, each in a process of its own beside a Kafka and a PostgreSQL in theirs. For each number
of workers so many executions are completed of an agent that takes 50 ms (eight at a time in each worker, so that waiting and not
the processor is the limit), and of one that does nothing, after three times as many of the latter and as many of the former that
warm all up. The table goes to the terminal and to target/bench/scale.md.

Needs a JDK 17 and Maven on Linux. Exit codes: 0 measured, 1 something failed, 2 wrong usage.
USAGE
}

wrong() { echo "scale: $*" >&2; usage >&2; exit 2; }

executions=3000 workers=3
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --executions | --workers)
      [ $# -ge 2 ] || wrong "$1 needs a value"
      [[ $2 =~ ^[1-9][0-9]{0,5}$ ]] || wrong "$1: a number from 1 to 999999, not '$2'"
      printf -v "${1#--}" %s "$2"
      shift 2 ;;
    *) wrong "unknown option $1" ;;
  esac
done
[ "$workers" -le 8 ] || wrong "at most 8 workers"

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$home"
./jira-agent --version >/dev/null
classpath=target/faults.classpath
if [ ! -f "$classpath" ] || [ -n "$(find pom.xml src/test -newer "$classpath" -print -quit)" ]; then
  mvn -q -B -Dquick -Dspotless.skip test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$classpath" >&2
  touch "$classpath"
fi
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -Xmx512m -XX:+UseSerialGC -Dlog4j2.configurationFile=log4j2-faults.xml \
  -cp "target/test-classes:target/classes:$(cat "$classpath")" \
  io.jiraagent.faults.ScaleBench "$executions" "$workers" target/bench/scale.md
cat target/bench/scale.md
