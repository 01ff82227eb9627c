#!/bin/sh
# What the incident log costs: verifying and showing a long one, appending to it, and how often a run waits for the disk.
#
#   src/bench/log.sh [RECORDS] [ROUNDS]      1000000 records and 5 rounds by default
#
# Commands are run by bin/irb, with its flags and its start-up; appends are measured in a process that is warm.
set -eu
records=${1:-1000000}
rounds=${2:-5}
root=$(CDPATH='' cd -P -- "$(dirname "$0")/../.." && pwd -P)
irb=$root/bin/irb
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
export IRB_STATE="$temp/state"

case $(date +%N) in
  *[!0-9]* | '') now() { perl -MTime::HiRes=time -e 'printf "%d\n", time * 1e9'; } ;;
  *) now() { date +%s%N; } ;;
esac
median() { sort -n "$1" | sed -n "$((($(wc -l < "$1") + 1) / 2))p"; }
# measure NAME COMMAND...: one more time of it, in ms
measure() {
  file=$temp/$1
  shift
  from=$(now)
  "$@" > "$temp/out" 2>&1 || { cat "$temp/out" >&2; exit 1; }
  to=$(now)
  echo $(((to - from) / 1000000)) >> "$file"
}

"$irb" --version > /dev/null
jdk=$(JDK_JAVA_OPTIONS=-XshowSettings:properties "$irb" --version 2>&1 | sed -n 's/^ *java\.home = //p')
mkdir "$temp/classes"
"$jdk/bin/javac" -proc:none -d "$temp/classes" -cp "$root/target/irb.jar:$root/target/lib/*" "$root/src/bench/LogBench.java"
bench() { "$jdk/bin/java" -XX:+UseSerialGC -cp "$temp/classes:$root/target/irb.jar:$root/target/lib/*" LogBench "$@"; }

short=20260101-000000-0000
long=20260101-000000-0001
bench write "$IRB_STATE" "$short" 10
bench write "$IRB_STATE" "$long" "$records"
size=$(($(wc -c < "$IRB_STATE/incidents/$long/log.jsonl") / 1000000))

last='--last 50'
round=0
while [ "$round" -lt "$rounds" ]; do
  measure verify-10 "$irb" log verify "$short"
  measure verify-long "$irb" log verify "$long"
  measure show-10 "$irb" log show "$short" $last
  measure show-long "$irb" log show "$long" $last
  round=$((round + 1))
done

bench append "$IRB_STATE" 1000 "$short" "$long" > "$temp/appends"
bench forces "$IRB_STATE" "$short" 1 2 10 100 > "$temp/forces"

line() { printf '  %-34s %9s %-3s %9s %-3s %6s\n' "$1" "$2" "$5" "$3" "$5" "$4"; }
ratio() { awk "BEGIN { printf \"%.2fx\", $2 / $1 }"; }
compare() { line "$1" "$2" "$3" "$(ratio "$2" "$3")" "$4"; }
echo "the log of an incident, medians of $rounds rounds (appends: of 1000)"
printf '  %-34s %9s     %9s     %6s\n' '' '10' "$records" 'ratio'
compare 'irb log verify' "$(median "$temp/verify-10")" "$(median "$temp/verify-long")" ms
compare "irb log show $last" "$(median "$temp/show-10")" "$(median "$temp/show-long")" ms
compare 'one append, durable' "$(sed -n "s/^$short //p" "$temp/appends")" "$(sed -n "s/^$long //p" "$temp/appends")" us
echo "  the long log has $size MB"
echo
echo "how often the disk is waited for"
while read -r batch forces; do
  printf '  an append of %-3s records   %s\n' "$batch" "$forces"
done < "$temp/forces"

# every force of a file or folder of the incident, whoever makes it: the log, its folders, what is kept beside it
if ! strace -f -o /dev/null true 2> /dev/null; then
  echo "  a run: not counted, strace is missing or not allowed"
  exit
fi
drill=db-pool-exhaustion
cd "$root"
if ! strace -f --seccomp-bpf -y -s 200 -e trace=fdatasync,fsync,pwrite64 -e signal=none -o "$temp/calls" \
  "$irb" drill "$drill" > "$temp/out" 2>&1; then
  cat "$temp/out" >&2
  exit 1
fi
forces=$(grep -Ec '(fdatasync|fsync)\([0-9]+<[^>]*/incidents?[/>]' "$temp/calls" || true)
log=$(grep -Ec '(fdatasync|fsync)\([0-9]+<[^>]*/log\.jsonl' "$temp/calls" || true)
batches=$(grep -Ec 'pwrite64\([0-9]+<[^>]*/log\.jsonl' "$temp/calls" || true)
echo "  a run of $drill      $log of the log for $batches batches of records; $forces in all"
