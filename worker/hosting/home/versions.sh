# Upgrade and the way back, for sipnet-call. Schemas only add, so the previous program reads what the new one wrote.

# systemd, or whoever else keeps it, starts the program again.
restart() {
  if [ -n "${SIPNET_CALL_UNIT:-}" ]; then
    systemctl restart "$SIPNET_CALL_UNIT"
  elif pid=$(cat "$sockets/pid" 2>/dev/null) && kill -0 "$pid" 2>/dev/null; then
    kill -TERM "$pid"
    tries=0
    while kill -0 "$pid" 2>/dev/null; do
      tries=$((tries + 1))
      [ "$tries" -lt 45 ] || kill -KILL "$pid" 2>/dev/null || :
      sleep 0.1
    done
  else
    say "Nothing is running here: the program will be used at the next start."
    return 1
  fi
}

swap() {
  rm -rf "$program.old"
  mv "$program" "$program.old"
  mv "$1" "$program"
  rm -rf "$program.previous"
  mv "$program.old" "$program.previous"
}

# Two at once would take each other's program for the previous one.
only_one() {
  exec 8<"$(dirname "$program")"
  flock --nonblock 8 || fail "another upgrade is under way"
}

upgrade() {
  new=$1
  only_one
  [ -x "$new/server" ] && [ -d "$new/console" ] || fail "'$new' is no program of sipnet-call"
  [ ! -d "$data/objects" ] || say "Backed up: $(backup)"
  # On the same disk as the old one, so that they change places in one step.
  rm -rf "$program.new"
  cp -r "$new" "$program.new"
  swap "$program.new"
  restart || return 0
  if answers; then
    say "Version $(cat "$program/version") runs."
  else
    say "The new version does not answer: going back." >&2
    put_back
    # Whoever keeps it may be between two tries of the new one.
    restart >/dev/null || :
    answers || fail "the previous version does not answer either: see the log"
    say "Back to version $(cat "$program/version")."
    exit 1
  fi
}

put_back() {
  [ -x "$program.previous/server" ] || fail "there is no previous program"
  mv "$program.previous" "$program.back"
  swap "$program.back"
}

rollback() {
  only_one
  put_back
  restart || return 0
  answers || fail "the previous version does not answer either: see the log"
  say "Back to version $(cat "$program/version")."
}
