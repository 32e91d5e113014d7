#!/usr/bin/env bash
# Runs an image as it is meant to be run (read-only, without capabilities, one volume) and checks
# what docs/deployment.md promises. Needs podman, curl and jq; not part of .ci/run.
#
#   .ci/image.sh [IMAGE]
#
#   PORT=18080                   a free port of this machine
#   POSTGRES_URL=postgres://…    an empty database; without it that part is skipped
set -euo pipefail

image=${1:-byline}
port=${PORT:-18080}
name=byline-check-$$
base=http://127.0.0.1:$port

cleanup() {
  podman rm --force --time 0 "$name" &> /dev/null || true
  podman volume rm --force "$name" &> /dev/null || true
}
trap cleanup EXIT

passed=0
ok() {
  passed=$((passed + 1))
  echo "ok    $*"
}
fail() {
  echo "FAIL  $*" >&2
  podman logs --tail 20 "$name" >&2 || true
  exit 1
}
is() { # what, wanted, got
  if [ "$2" = "$3" ]; then ok "$1: $3"; else fail "$1: wanted $2, got $3"; fi
}

# Docker mounts nothing writable by itself on a read-only root; podman would.
run() { # options -- arguments of byline
  local options=()
  while [ "$1" != -- ]; do options+=("$1"); shift; done
  shift
  podman run --detach --name "$name" --network host --env BYLINE_LISTEN="127.0.0.1:$port" \
    --read-only --read-only-tmpfs=false --cap-drop all --security-opt no-new-privileges \
    --volume "$name:/data" "${options[@]}" "$image" "$@" > /dev/null
}
ready() {
  for _ in $(seq 100); do
    if curl --silent --fail --output /dev/null "$base/readyz"; then return; fi
    [ "$(podman inspect --format '{{.State.Running}}' "$name")" = true ] || fail "it ended before it was ready"
    sleep 0.1
  done
  fail "it is not ready after 10 s"
}
status() { curl --silent --output /dev/null --write-out '%{http_code}' "$base$1"; }
articles() { curl --silent --fail "$base/v1/articles?limit=200" | jq '.items | length'; }
answers() {
  ready
  is "/healthz" 200 "$(status /healthz)"
  is "/readyz" 200 "$(status /readyz)"
  is "/docs/" 200 "$(status /docs/)"
  podman healthcheck run "$name" || fail "the health check says unhealthy"
  ok "healthy"
}
stop() {
  local from took
  from=$(date +%s%N)
  podman stop --time 30 "$name" > /dev/null
  took=$((($(date +%s%N) - from) / 1000000))
  is "exit code at SIGTERM, after $took ms" 0 "$(podman inspect --format '{{.State.ExitCode}}' "$name")"
}
load() { podman exec --interactive "$name" byline import - < "$(dirname "$0")/../src/demo/archive.jsonl" > /dev/null; }
remove() { podman rm "$name" > /dev/null; }

echo "== image"
is "user" "10001:10001" "$(podman image inspect --format '{{.Config.User}}' "$image")"
is "health check" "[byline health]" "$(podman image inspect --format '{{slice .HealthCheck.Test 1}}' "$image" | sed 's/^\[CMD /[/')"
echo "      $(podman image inspect --format '{{.Size}}' "$image" | numfmt --to=si)B"

echo "== the sample archive"
run -- serve --demo
answers
demo=$(articles)
[ "$demo" -gt 0 ] || fail "no sample articles"
ok "articles: $demo"
is "user in the container" 10001 "$(podman exec "$name" id --user)"
for directory in / /etc /usr/local/bin /tmp /var/tmp /run /home; do
  for user in 10001 0; do
    if podman exec --user "$user" "$name" touch "$directory/written" 2> /dev/null; then
      fail "user $user can write to $directory"
    fi
  done
done
ok "no writing outside /data, not even as root"
podman exec "$name" sh -c 'touch /data/written && rm /data/written' || fail "cannot write to /data"
ok "writing to /data"
stop
if podman run --rm --network host --env BYLINE_LISTEN="127.0.0.1:$port" "$image" health 2> /dev/null; then
  fail "a stopped service is called healthy"
fi
ok "unhealthy when stopped"
podman start "$name" > /dev/null
ready
is "articles after a restart" "$demo" "$(articles)"
stop
remove

echo "== an empty SQLite database"
run -- serve
answers
is "articles" 0 "$(articles)"
load
is "articles after an import" "$demo" "$(articles)"
stop
remove
run -- serve
ready
is "articles in a new container on the same volume" "$demo" "$(articles)"
stop
remove

if [ -n "${POSTGRES_URL:-}" ]; then
  echo "== PostgreSQL"
  run --env BYLINE_DATABASE_URL="$POSTGRES_URL" -- serve
  podman wait "$name" > /dev/null
  is "exit code without --migrate" 3 "$(podman inspect --format '{{.State.ExitCode}}' "$name")"
  remove
  run --env BYLINE_DATABASE_URL="$POSTGRES_URL" -- serve --migrate
  answers
  load
  is "articles after an import" "$demo" "$(articles)"
  stop
  podman start "$name" > /dev/null
  ready
  is "articles after a restart" "$demo" "$(articles)"
  stop
  remove
else
  echo "== PostgreSQL: skipped, POSTGRES_URL is not set"
fi

echo "$passed checks passed"
