#!/usr/bin/env bash
# Measures how good the Ticket Enhancer is on the tickets beside this file, and writes docs/quality.md.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: bench/quality/run.sh [maven options, such as -o]

Reads the tickets of bench/quality/tickets with the product's own code, looks for similar ones with its own SQL in an
embedded PostgreSQL, compares with what readers found, and writes docs/quality.md and bench/quality/counts.json (which the
build holds the product to). The mistakes, one by one, are in target/quality/mistakes.txt.

Needs a JDK 17 and Maven. Exit codes: 0 measured, anything else: not.
USAGE
}

case ${1:-} in -h | --help) usage; exit 0 ;; esac
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mvn -q -B "$@" test -Dtest=QualityReport
echo "docs/quality.md and bench/quality/counts.json are written; see target/quality/mistakes.txt" >&2
