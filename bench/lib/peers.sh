# shellcheck shell=bash
# What people run today, beside the program, in the same run: FastAPI + Celery, and Node + kafkajs. They are installed and
# started by scripts that are not part of this repository; bench/README.md says what these have to do. Needs common.sh
# and load.sh; the caller sets peers (the scripts' folder, empty for none) and seconds.

peer_path=/webhook/agents/00bab7b6-6335-4359-96b4-f48f3460b610/webhook
fastapi_url=http://127.0.0.1:58000$peer_path
node_url=http://127.0.0.1:58300$peer_path
peers_database=postgresql://postgres@127.0.0.1:56732/peers
peers_started=()

peer() { # name start|stop
  bash "$peers/run-peer.sh" "$1" "$2" >>"$scratch/peers.log" 2>&1 \
    || { tail -n 5 "$scratch/peers.log" >&2; die "the peer's part $1 did not $2"; }
}

start_peer() { # names
  local name
  for name in "$@"; do
    peers_started=("$name" "${peers_started[@]}")
    peer "$name" start
  done
}

stop_peer() { # names
  local name kept=() started
  for name in "$@"; do
    for started in "${peers_started[@]}"; do [ "$started" = "$name" ] || kept+=("$started"); done
    peers_started=("${kept[@]}")
    kept=()
    peer "$name" stop
  done
}

end_peers() {
  local name
  for name in "${peers_started[@]}"; do bash "$peers/run-peer.sh" "$name" stop >>"$scratch/peers.log" 2>&1 || true; done
  peers_started=()
}

start_peers() {
  export PEERS_DIR
  [ -s "${PEERS_DIR:-}/key.txt" ] || die "PEERS_DIR has to name the folder that the peers' setup.sh has prepared"
  peer_secret=$(openssl base64 -A <"$PEERS_DIR/key.txt")
  start_peer pg kafka node
  await $$ Node listens "$node_url"
}

listens() { curl -s -m 5 -o /dev/null "$1"; } # url

celery_completed() { psql "$peers_database" -AtXqc "SELECT count(*) FROM agent_test_executions WHERE status = 'completed'"; }
celery_runs() { [ "$(celery_completed)" -gt "$celery_before" ]; }

# Accepts without its workers, then executes without receiving: both figures are the kindest to it.
measure_celery() { # name connections
  local from before celery_before
  rm -rf "${PEERS_DIR:?}/redis-everysec"
  start_peer redis-everysec fastapi
  await $$ FastAPI listens "$fastapi_url"
  measure_load "$1" "$fastapi_url" "$peer_secret" "$2" "$seconds"
  celery_before=$(celery_completed)
  start_peer celery
  await $$ "Celery's first outcome" celery_runs
  before=$(celery_completed) from=$EPOCHREALTIME
  sleep "$seconds"
  note "completed_$1" "$(divide $(($(celery_completed) - before)) "$(elapsed "$from")" 0)"
  say "$1: $(latest "completed_$1") completed/s"
  stop_peer celery fastapi redis-everysec
}

measure_node() { measure_load "$1" "$node_url" "$peer_secret" "$2" "$seconds"; } # name connections
