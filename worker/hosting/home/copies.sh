# Backup and restore, for sipnet-call. Plain cp of a database in use would tear it.

kept=14

# Each file in one read transaction, so that visitors' writes neither wait nor spoil the copy.
copy_database() {
  # By its bare name: sqlite has no way to write a folder with a quote in it.
  name=$(basename "$2")
  said=$(cd "$(dirname "$2")" && sqlite3 -bail "$1" ".timeout 10000" "BEGIN" "SELECT count(*) > 0 FROM sqlite_schema" ".backup '$name'" ".open '$name'" "PRAGMA integrity_check") || fail "$1 could not be copied"
  case $said in *ok) ;; *) fail "the copy of $1 is not whole" ;; esac
}

# Another backup, by hand or by the timer, waits: each removes what the one before has left half done.
backup() {
  [ -d "$data/objects" ] || fail "there is no data in $data yet"
  mkdir -p "$backups"
  exec 9<"$backups"
  flock --timeout 600 9 || fail "another backup does not end"
  check_room "$data/objects" "$backups"
  name=$(date -u +%Y-%m-%dT%H%M%SZ)
  target=$backups/$name
  [ ! -e "$target" ] || { sleep 1; backup; return; }
  rm -rf "$backups"/*.partial
  # What is half done must not take the room that visitors' calls are written into.
  trap 'rm -rf "$target.partial"' EXIT
  mkdir -p "$target.partial"
  for file in "$data"/objects/*/*.sqlite; do
    [ -e "$file" ] || continue
    room=$(basename "$(dirname "$file")")
    mkdir -p "$target.partial/objects/$room"
    copy_database "$file" "$target.partial/objects/$room/$(basename "$file")"
  done
  date -u +%Y-%m-%dT%H:%M:%SZ >"$target.partial/taken"
  mv "$target.partial" "$target"
  trap - EXIT
  forget_old_backups
  say "$target"
}

# A full disk stops every call: a copy is begun only where ten megabytes are left after it.
check_room() {
  needed=$(($(du -sk "$1" | cut -f1) + 10240))
  [ "$(df -Pk "$2" | awk 'NR == 2 { print $4 }')" -gt "$needed" ] || fail "$2 has no room for a copy of $1 ($needed KB): nothing was changed"
}

forget_old_backups() {
  ls -1d "$backups"/????-??-??T??????Z 2>/dev/null | sort -r | tail -n +$((kept + 1)) | while IFS= read -r old; do rm -rf "$old"; done
}

restore() {
  source=$1
  case $source in '') fail "which backup? They lie in $backups" ;; /*) ;; *) [ -d "$source" ] || source=$backups/$source ;; esac
  [ -r "$source/taken" ] && [ -d "$source/objects" ] || fail "$source is no backup of sipnet-call"
  source=$(cd "$source" && pwd)
  for file in "$source"/objects/*/*.sqlite; do
    [ "$(sqlite3 -readonly "$file" 'PRAGMA integrity_check' 2>&1)" = ok ] || fail "$file is damaged: nothing was changed"
  done
  mkdir -p "$data"
  check_room "$source/objects" "$data"
  flock --nonblock --conflict-exit-code 75 "$data/lock" "$0" restore-locked "$source" || {
    [ $? -eq 75 ] && fail "the Worker is running: stop it first, then restore"
    exit 1
  }
}

# The replaced data stay beside it: nothing is deleted, and what people asked not to have again is carried over.
restore_locked() {
  source=$1
  now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  replaced=$data/replaced-$(date -u +%Y%m%dT%H%M%SZ)-$$
  rm -rf "$data/objects.new"
  cp -r "$source/objects" "$data/objects.new"
  optouts=unreadable
  if [ -d "$data/objects" ]; then
    optouts=$(carry_over "$data/objects" "$data/objects.new") || optouts=unreadable
  fi
  # The mark first: data without it would dial what is due.
  printf '{"id":"%s","takenAt":"%s","restoredAt":"%s","optOuts":"%s"}\n' "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')" "$(cat "$source/taken")" "$now" "$optouts" >"$data/restored.new"
  mv "$data/restored.new" "$data/restored"
  [ ! -d "$data/objects" ] || mv "$data/objects" "$replaced"
  mv "$data/objects.new" "$data/objects"
  say "Restored what was taken $(cat "$source/taken")."
  [ ! -d "$replaced" ] || say "What it replaced lies in $replaced."
  say "Dialling stays closed, and every booked call waits, until the owner confirms in the console (Health)."
  if [ "$optouts" = unreadable ]; then
    say "MISSING: people who opted out between $(cat "$source/taken") and $now. The replaced data could not be read."
  else
    say "Opt-outs since then were carried over from the replaced data: $optouts."
  fi
  say "Calls since then are in SIPNET's own lists; the console shows which."
}

# Prints how many opt-outs the replaced Ledger knew and the backup didn't; fails where it can't be read.
carry_over() {
  for old in "$1"/sipnet-Ledger/*.sqlite; do
    name=$(basename "$old")
    [ "$name" != metadata.sqlite ] || continue
    [ -e "$old" ] && [ -e "$2/sipnet-Ledger/$name" ] || return 1
    [ "$(sqlite3 "$old" 'PRAGMA integrity_check' 2>&1)" = ok ] || return 1
    merge_opt_outs "$old" "$2/sipnet-Ledger/$name" || return 1
    return 0
  done
  return 1
}

# Of two versions' tables only the columns that both have; what is newer wins.
merge_opt_outs() {
  cd "$(dirname "$1")" || return 1
  attach="ATTACH '$(basename "$1")' AS replaced"
  both="SELECT group_concat(name) FROM pragma_table_info('suppressed', 'main') WHERE name IN (SELECT name FROM pragma_table_info('suppressed', 'replaced'))"
  columns=$(sqlite3 -bail "$2" "$attach" "$both") && [ -n "$columns" ] || return 1
  sqlite3 -bail "$2" "$attach" \
    "SELECT count(*) FROM replaced.suppressed WHERE number NOT IN (SELECT number FROM main.suppressed)" \
    "INSERT OR REPLACE INTO main.suppressed ($columns) SELECT $columns FROM replaced.suppressed" 2>/dev/null
}
