#!/bin/sh
# One command on 200 SSH hosts: irb with all of them at once, irb with one after the other, and the plain ssh program with 16 at a time.
#
#   src/bench/ssh-fan-out.sh [HOSTS] [ROUNDS]      200 hosts and 3 rounds by default; each round runs all of them in turn
#
# The hosts are 200 logins of one real SSH server on a loopback port, so the server's work is in every figure alike.
set -eu
hosts=${1:-200}
rounds=${2:-3}
root=$(CDPATH='' cd -P -- "$(dirname "$0")/../.." && pwd -P)
irb=$root/bin/irb
temp=$(mktemp -d)
server=
stop() {
  exec 3>&- || true
  [ -z "$server" ] || kill "$server" 2> /dev/null || true
  rm -rf "$temp"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

case $(date +%N) in
  *[!0-9]* | '') now() { perl -MTime::HiRes=time -e 'printf "%d\n", time * 1e9'; } ;;
  *) now() { date +%s%N; } ;;
esac

"$irb" --version > /dev/null
jdk=$(JDK_JAVA_OPTIONS=-XshowSettings:properties "$irb" --version 2>&1 | sed -n 's/^ *java\.home = //p')

mkdir -m 700 "$temp/.ssh"
mkfifo "$temp/alive"
"$jdk/bin/java" -XX:+UseSerialGC -cp "$root/target/irb.jar:$root/target/lib/*:$root/target/lib-drill/*" \
  "$root/src/bench/SshHosts.java" "$temp" < "$temp/alive" > "$temp/server.log" 2>&1 &
server=$!
exec 3> "$temp/alive"
tries=0
while [ ! -s "$temp/port" ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 300 ]; then
    cat "$temp/server.log" >&2
    exit 1
  fi
  sleep 0.1
done
chmod 600 "$temp/.ssh/id_ed25519"
port=$(cat "$temp/port")

names=
i=0
while [ "$i" -lt "$hosts" ]; do
  names="$names u$i@127.0.0.1:$port"
  i=$((i + 1))
done

mkdir "$temp/books"
cat > "$temp/books/playbook.yaml" << END
playbook: bench
title: Many hosts
targets:
  all: {ssh: [$(echo $names | sed 's/[^ ]*/"&"/g; s/ /, /g')]}
END
for batch in '100%' 1; do
  for pause in 0 0.2; do
    cat > "$temp/books/batch-${batch%\%}-$pause.yaml" << END
runbook: batch-${batch%\%}-$pause
title: Many hosts
steps:
  - id: all
    diagnose: One command
    timeout: 30m
    ssh: {target: all, command: [sleep, "$pause"], effect: read, batch: ["$batch"]}
  - id: well
    decide: Was it well everywhere?
    choose: [{when: all.ok, next: no_action}]
    otherwise: abort
END
  done
done

# a home of its own, so that nobody's OpenSSH configuration has a part in it
export HOME="$temp" IRB_STATE="$temp/state"
run() { "$irb" run "$temp/books/batch-$1-$2.yaml" > "$temp/out" 2>&1 || { cat "$temp/out" >&2; exit 1; }; }
plain() {
  echo $names | tr ' ' '\n' | sed 's/:.*//' \
    | xargs -P 16 -I USER ssh -F none -n -p "$port" -i "$temp/.ssh/id_ed25519" -o UserKnownHostsFile="$temp/.ssh/known_hosts" \
      -o GlobalKnownHostsFile=none -o StrictHostKeyChecking=yes -o IdentityAgent=none -o LogLevel=ERROR USER sleep "$1"
}

median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }
measure() {
  file=$temp/$1
  shift
  from=$(now)
  "$@"
  to=$(now)
  echo $(((to - from) / 1000000)) >> "$file"
}

ways='at-once one-by-one'
if command -v ssh > /dev/null; then
  ways="$ways ssh-16"
else
  echo "the plain ssh program is not here, and not compared"
fi
for pause in 0 0.2; do
  round=0
  while [ "$round" -lt "$rounds" ]; do
    measure "at-once.$pause" run 100 "$pause"
    measure "one-by-one.$pause" run 1 "$pause"
    case $ways in *ssh-16*) measure "ssh-16.$pause" plain "$pause" ;; esac
    round=$((round + 1))
  done
done

echo "$hosts hosts, medians of $rounds rounds"
for pause in 0 0.2; do
  base=$(median "$temp/at-once.$pause")
  for way in $ways; do
    took=$(median "$temp/$way.$pause")
    printf '  sleep %-4s %-11s %7d ms  %5.1fx\n' "$pause" "$way" "$took" "$(awk "BEGIN { print $took / $base }")"
  done
done
