#!/bin/sh
# How long irb takes to start, beside an empty Java program: medians and ratios, all measured in one run.
#
#   src/bench/startup.sh [ROUNDS]      15 rounds by default; each runs all the commands in turn, so that a busy moment hits them alike
set -eu
rounds=${1:-15}
root=$(CDPATH='' cd -P -- "$(dirname "$0")/../.." && pwd -P)
irb=$root/bin/irb
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd "$temp"

# nanoseconds; date on macOS knows no %N
case $(date +%N) in
  *[!0-9]* | '')
    if command -v perl > /dev/null; then
      now() { perl -MTime::HiRes=time -e 'printf "%d\n", time * 1e9'; }
    else
      now() { python3 -c 'import time; print(time.time_ns())'; }
    fi
    ;;
  *) now() { date +%s%N; } ;;
esac

# the first start builds and trains; then the JVM itself tells which JDK the launcher chose
"$irb" --version > /dev/null
jdk=$(JDK_JAVA_OPTIONS=-XshowSettings:properties "$irb" --version 2>&1 | sed -n 's/^ *java\.home = //p')

cat > Empty.java << 'END'
class Empty {
  public static void main(String[] args) {}
}
END
"$jdk/bin/javac" -d classes Empty.java

mkdir playbook
cat > playbook/playbook.yaml << 'END'
playbook: bench
title: Start-up
targets:
  here: {local: .}
END
cat > playbook/two-steps.yaml << 'END'
runbook: two-steps
title: Two steps
steps:
  - id: first
    diagnose: One command
    shell: {target: here, command: ["true"], effect: read}
  - id: second
    diagnose: Another
    shell: {target: here, command: ["true"], effect: read}
    next: resolved
END
IRB_STATE=$temp/state
export IRB_STATE

empty() { "$jdk/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp classes Empty; }
version() { "$irb" --version; }
run() { "$irb" run ./playbook/two-steps.yaml; }

commands=
for command in empty version run; do
  if "$command" > first.out 2>&1 < /dev/null; then
    commands="$commands $command"
  else
    echo "left out: $command ends with $?: $(head -n 1 first.out)" >&2
  fi
done

round=0
while [ "$round" -lt "$rounds" ]; do
  for command in $commands; do
    before=$(now)
    "$command" > /dev/null 2>&1 < /dev/null
    after=$(now)
    echo "$command $(((after - before) / 1000))"
  done
  round=$((round + 1))
done > times

sort -k 1,1 -k 2,2n times | awk -v rounds="$rounds" '
  BEGIN {
    label["empty"] = "an empty main"
    label["version"] = "irb --version"
    label["run"] = "irb run, two shell steps"
  }
  { n[$1]++; value[$1, n[$1]] = $2 / 1000 }
  function median(name, half) {
    half = int((n[name] + 1) / 2)
    return n[name] % 2 ? value[name, half] : (value[name, half] + value[name, half + 1]) / 2
  }
  END {
    printf "median of %d rounds\n", rounds
    split("empty version run", names, " ")
    for (i = 1; i <= 3; i++) {
      if (n[names[i]]) printf "%-26s %7.1f ms %6.2fx\n", label[names[i]], median(names[i]), median(names[i]) / median("empty")
    }
  }'
