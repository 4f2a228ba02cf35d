#!/usr/bin/env bash
# Measures the table and the machine beside their peers, prints what it found,
# and says whether the promises of docs/performance.md hold.
#
#   fsm/bench.sh [--write] [runs]
#
# runs defaults to 6. --write puts the figures into docs/performance.md. Exit
# code 1 means that a promise does not hold, 2 that nothing could be measured,
# or not on so busy a machine; nothing is written then.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/.."

document=docs/performance.md
start='<!-- measured: step -->'
end='<!-- end measured -->'

write=no
if [ "${1-}" = --write ]; then
  write=yes
  shift
fi
runs=${1-6}
if [[ ! $runs =~ ^[1-9][0-9]*$ || $# -gt 1 ]]; then
  echo "usage: fsm/bench.sh [--write] [runs]" >&2
  exit 2
fi
if [ "$write" = yes ] && [[ ! -f $document || $(<"$document") != *"$start"*"$end"* ]]; then
  echo "$document does not hold the markers $start and $end" >&2
  exit 2
fi

# measure runs every benchmark once for each run, and not each one several times
# in a row: whatever else the machine does then falls on all contestants alike.
measure() {
  local run output
  for ((run = 1; run <= runs; run++)); do
    echo "run $run of $runs" >&2
    if ! output=$(go test -run '^$' -bench . -benchmem -count 1 ./fsm); then
      printf '%s\n' "$output" >&2
      return 1
    fi
    printf '%s\n' "$output"
  done
}

# values turns the output of go test into lines of contestant, unit, value.
values() {
  awk '/^Benchmark/ {
    name = $1
    sub(/^Benchmark/, "", name)
    sub(/-[0-9]+$/, "", name)
    for (i = 3; i < NF; i += 2) print name, $(i + 1), $i
  }'
}

# report turns sorted values into the section of the document. It exits with 1
# where a promise does not hold, with 2 where a figure is missing or where the
# runs differ too much: a busy machine slows looplab down more than the table.
report() {
  awk -v runs="$runs" -v go="$(go env GOVERSION)" -v cpu="$1" -v looplab="$2" -v stateless="$3" '
    function median(name, unit,    n) {
      n = count[name, unit]
      if (n != runs) {
        printf "%s has %d values in %s, not %d\n", name, n, unit, runs > "/dev/stderr"
        exit 2
      }
      return (value[name, unit, int((n + 1) / 2)] + value[name, unit, int(n / 2) + 1]) / 2
    }
    function figure(x) {
      return x < 100 ? sprintf("%.2f", x) : sprintf("%.0f", x)
    }
    function per_event(name) { return median(name, "ns/event") }
    function row(title, name, base,    ns, events) {
      ns = per_event(name)
      events = median(name, "ns/op") / ns
      printf "| %s | %s | %.1f | %s | %s |\n", title, figure(ns), median(name, "allocs/op") / events, \
        figure(ratio(name, base)), figure(ratio("LooplabEvent", name))
    }
    function promise(text, x, bound, least, folds,    holds) {
      holds = least ? x >= bound : x <= bound
      if (!holds) failed = 1
      printf "- %s: %s, %s%s\n", text, figure(x), holds ? "holds" : "**does not hold**", \
        folds ? " (of folds nothing is promised: " folds ")" : ""
    }
    function ratio(name, base) { return per_event(name) / per_event(base) }
    { value[$1, $2, ++count[$1, $2]] = $3 }
    END {
      printf "%s on %s; medians of %d runs.\n\n", go, cpu, runs
      print "| contestant | ns/event | allocs/event | times the array | looplab takes times |"
      print "|---|--:|--:|--:|--:|"
      row("array of next states, look-up", "ArrayLookup", "ArrayLookup")
      row("`Table.Cell`, look-up", "TableCell", "ArrayLookup")
      row("`Table.Step`, look-up", "TableStep", "ArrayLookup")
      row("array of next states, fold", "ArrayFold", "ArrayFold")
      row("`Table.Cell`, fold", "TableCellFold", "ArrayFold")
      row("`Table.Step`, fold", "TableStepFold", "ArrayFold")
      row("`Step.Then`, fold", "StepThenFold", "ArrayFold")
      row("Go map keyed by two strings, fold", "MapFold", "ArrayFold")
      row("qmuntal/stateless " stateless ", `Fire`", "StatelessFire", "ArrayFold")
      row("looplab/fsm " looplab ", `Event`", "LooplabEvent", "ArrayFold")
      row("`Machine.Fire`", "MachineFire", "ArrayFold")
      printf "\nOf the runs, looplab took from %s to %s ns/event.\n", figure(value["LooplabEvent", "ns/event", 1]), figure(value["LooplabEvent", "ns/event", runs])
      printf "\nTo create a `Machine`: %.0f µs, %.0f bytes, %.0f allocations.\n\n", \
        median("NewMachine", "ns/op") / 1000, median("NewMachine", "B/op"), median("NewMachine", "allocs/op")
      promise("a `Table.Cell` look-up takes at most 2 times what the array takes", ratio("TableCell", "ArrayLookup"), 2, 0, figure(ratio("TableCellFold", "ArrayFold")))
      promise("a `Table.Cell` look-up takes at least 100 times less than looplab", ratio("LooplabEvent", "TableCell"), 100, 1, figure(ratio("LooplabEvent", "TableCellFold")))
      promise("a `Table.Step` look-up takes at least 15 times less than looplab", ratio("LooplabEvent", "TableStep"), 15, 1, \
        figure(ratio("LooplabEvent", "TableStepFold")) ", `Step.Then` " figure(ratio("LooplabEvent", "StepThenFold")))
      promise("`Machine.Fire` takes at most 1.5 times what looplab takes", ratio("MachineFire", "LooplabEvent"), 1.5, 0)
      if (per_event("LooplabEvent") > 1.25 * value["LooplabEvent", "ns/event", 1]) {
        print "half the runs of looplab took over a quarter longer than the quickest: try again on a quiet machine" > "/dev/stderr"
        exit 2
      }
      exit failed
    }'
}

# replace puts a section between the markers of the document.
replace() {
  local text
  text=$(<"$document")
  printf '%s\n%s\n%s%s\n' "${text%%"$start"*}$start" "$1" "$end" "${text#*"$end"}" >"$document"
}

version() { go list -m -f '{{.Version}}' "$1"; }

measured=$(measure) || exit 2
cpu=$(awk '/^cpu:/ { sub(/^cpu: */, ""); print; exit }' <<<"$measured")
status=0
section=$(values <<<"$measured" | sort -k1,1 -k2,2 -k3,3n |
  report "${cpu:-a processor that go test does not name}" "$(version github.com/looplab/fsm)" "$(version github.com/qmuntal/stateless)") || status=$?
printf '%s\n' "$section"
if [ "$status" -gt 1 ]; then
  exit 2
fi
if [ "$write" = yes ]; then
  replace "$section"
fi
exit "$status"
