#!/bin/sh
# The whole way of an own server, as an ordinary user would go it, with what Debian has: clone, setup, start, Caddy with an
# authority of our own, a call from a real browser over HTTPS and HTTP/2, a restart in the middle of it, backup, restore, upgrade.
# walk.sh [FOLDER]: prints each step; ends with 0 when all of them went well. Needs caddy, chromium, curl, git, openssl, sqlite3.
set -eu
umask 022

clone=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
node=$(command -v node)
pids=
step() { printf '\n== %s\n' "$*"; }
finish() {
  code=$?
  # The keeper ends its server by itself.
  for pid in $pids; do kill "$pid" 2>/dev/null || :; done
  for pid in $pids; do wait "$pid" 2>/dev/null || :; done
  [ "$code" -eq 0 ] || { echo "The walk ended early ($code); last words:"; tail -n 20 "$work"/*.log 2>/dev/null || :; }
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

if [ "$(id -u)" -eq 0 ] && [ -z "${WALK_AS_ROOT:-}" ]; then
  step "as an ordinary user"
  trap - EXIT
  rm -rf "$work"
  user=$(id -un 10017 2>/dev/null || { useradd --create-home --uid 10017 walker && echo walker; })
  # git only reads what belongs to somebody it trusts: the walker gets a bare copy of their own.
  source=$(mktemp -d)
  git clone --quiet --bare "$clone" "$source/clone.git"
  chmod 755 "$source"
  chown -R "$user" "$source/clone.git"
  code=0
  # Not su: a shell of its own would lose the path to this Node.
  setpriv --reuid "$user" --regid "$user" --init-groups env HOME="/home/$user" WALK_CLONE="$source/clone.git" WALK_MODULES="$clone/node_modules" PATH="$PATH" sh "$0" || code=$?
  rm -rf "$source"
  exit "$code"
fi

step "clone"
git clone --quiet "${WALK_CLONE:-$clone}" "$work/clone"
cd "$work/clone"
# What npm ci would install, without waiting for the network again.
mkdir node_modules
ln -s "${WALK_MODULES:-$clone/node_modules}"/* "${WALK_MODULES:-$clone/node_modules}/.bin" node_modules/

step "a SIPNET to call with (the simulator)"
"$node" test/hosting/stage/walk-provider.ts >"$work/provider.log" 2>&1 &
pids="$pids $!"
until grep -q api.php "$work/provider.log"; do kill -0 $pids; sleep 0.1; done
provider=$(head -n 1 "$work/provider.log")

step "setup"
port=$("$node" -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
"$node" worker/hosting/setup.ts --where own-server --run systemd --address "https://localhost:$port" --sites "https://localhost:$port" \
  --apikey 11111111-2222-3333-4444-555555555555 --sipnet-url "$provider" --lang en </dev/null
home=$work/clone/own-server
# The browser runs on this machine, so the proxy comes through a socket file: else it would be taken for a proxy itself.
printf '%s\n' "LISTEN=unix:http.sock" "TRUSTED_PROXY=uid:$(id -u)" 'LIMITS={"night":{"on":false}}' >>"$home/settings.env"
"$home/sipnet-call" status 2>/dev/null && exit 1 || echo "nothing runs yet"

step "start"
"$home/sipnet-call" keep >"$work/server.log" 2>&1 &
pids="$pids $!"
"$home/sipnet-call" ready
"$home/sipnet-call" status

step "Caddy with an authority of our own"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=Walk" -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=localhost" -addext "subjectAltName=DNS:localhost" \
  -addext "basicConstraints=critical,CA:FALSE" -CA "$work/ca.pem" -CAkey "$work/ca.key" -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
{
  printf '{\n\tadmin off\n\tauto_https off\n}\n'
  sed -e "s|^localhost:$port {|https://localhost:$port {\n\tbind 127.0.0.1\n\ttls $work/cert.pem $work/key.pem|" -e "s|127.0.0.1:8787|unix/$home/run/http.sock|" "$home/Caddyfile"
} >"$work/Caddyfile"
HOME=$work XDG_DATA_HOME=$work XDG_CONFIG_HOME=$work caddy run --adapter caddyfile --config "$work/Caddyfile" >"$work/caddy.log" 2>&1 &
pids="$pids $!"
until curl --silent --fail --cacert "$work/ca.pem" "https://localhost:$port/healthz" >/dev/null; do sleep 0.1; done
curl --silent --cacert "$work/ca.pem" --output /dev/null --write-out 'HTTP/%{http_version}\n' "https://localhost:$port/widget.js" | grep -x HTTP/2

step "doctor: dialling opens"
NODE_EXTRA_CA_CERTS=$work/ca.pem "$node" worker/hosting/doctor.ts --lang en | tee "$work/doctor.log" | sed -n '/Installation/,$p' || :
grep -q "✔ Visitors' addresses arrive unforged" "$work/doctor.log"

step "a call from a real browser, a restart in the middle of it"
NODE_EXTRA_CA_CERTS=$work/ca.pem "$node" test/hosting/stage/walk-call.ts "https://localhost:$port" "$provider" "$home"

step "backup"
backup=$("$home/sipnet-call" backup)
ls "$backup/objects"

step "restore: refused while it runs, then done"
"$home/sipnet-call" restore "$backup" 2>/dev/null && exit 1 || echo "refused"
keeper=$(echo "$pids" | awk '{print $2}')
kill "$keeper"
wait "$keeper" || :
"$home/sipnet-call" restore "$backup"
"$home/sipnet-call" keep >>"$work/server.log" 2>&1 &
pids="$pids $!"
"$home/sipnet-call" ready
token=$(sed -n 's/^OWNER_TOKEN=//p' "$home/settings.env")
owner() { printf 'header = "Authorization: Bearer %s"\n' "$token" | curl --silent --fail --cacert "$work/ca.pem" --config - "$@"; }
owner "https://localhost:$port/v1/owner/health" | grep -q '"restored"'
owner --json '{}' "https://localhost:$port/v1/owner/health/restored" >/dev/null
echo "confirmed by the owner"

step "upgrade, and back"
INIT_CWD=$work/clone "$node" worker/hosting/upgrade.ts
"$home/sipnet-call" rollback
"$home/sipnet-call" status

step "all of it went well"
