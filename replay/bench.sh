#!/usr/bin/env bash
# Measures the scenario player beside its peers, prints what it found, and says
# whether the promises of docs/performance.md hold.
#
#   replay/bench.sh [--write] [--without-promtool] [runs]
#
# runs defaults to 5; one takes promtool some four minutes. --write puts the
# figures into docs/performance.md. Exit code 1 means that a promise does not
# hold, 2 that nothing could be measured, or not on so busy a machine; nothing is
# written then.
set -Eeuo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/.."

document=docs/performance.md
start='<!-- measured: replay -->'
end='<!-- end measured -->'
files=1000
per_file=20
starts=50 # of the two programs that do next to nothing

write=no promtool=yes runs=5
for argument in "$@"; do
  case $argument in
  --write) write=yes ;;
  --without-promtool) promtool=no ;;
  *) runs=$argument ;;
  esac
done
die() {
  printf '%s\n' "$*" >&2
  exit 2
}
if [[ ! $runs =~ ^[1-9][0-9]*$ ]]; then
  die "usage: replay/bench.sh [--write] [--without-promtool] [runs]"
fi
if [ "$write" = yes ] && [ "$promtool" = no ]; then
  die "what is written down was measured whole: --write does not go with --without-promtool"
fi
if [ "$write" = yes ] && [[ ! -f $document || $(<"$document") != *"$start"*"$end"* ]]; then
  die "$document does not hold the markers $start and $end"
fi
if [ "$promtool" = yes ] && ! command -v promtool >/dev/null; then
  die "promtool is not installed: apt-get install prometheus, or give --without-promtool"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
reports=(--format junit -o "$work/report.xml" --format json -o "$work/report.json")

# prepare builds the programs, all in the same way, and writes the files.
prepare() {
  local program peer=./replay/testdata/bench
  for program in ./cmd/subsim $peer/decode $peer/empty $peer/generate $peer/measure; do
    go build -trimpath -o "$work/bin/" "$program"
  done
  "$work/bin/generate" "$work/few" "$files"
  "$work/bin/generate" "$work/many" $((4 * files))
  printf 'name: One\nsteps:\n  - event: activate\n    expect: active\n' >"$work/one.subsim.yaml"
}

# contestant runs a program once, prints what it cost, and fails unless the
# program succeeds and its last line is as wanted.
contestant() {
  local name=$1 wanted=$2 cost last
  shift 2
  cost=$("$work/bin/measure" "$work/output" "$@") || die "$name does not succeed: $(tail -n 3 "$work/output")"
  last=$(grep -v '^ *$' "$work/output" | tail -n 1) || true
  # shellcheck disable=SC2053 # wanted is a pattern
  [[ $last == $wanted ]] || die "$name ends with \"$last\", not with \"$wanted\""
  printf '%s %s\n' "$name" "$cost"
}

# held is the last line of a replay in which so many scenarios held.
held() { printf '%d scenarios: %d held;*' "$1" "$1"; }

# measure runs the contestants one after another, and all of them again: what
# else the machine does then falls on all alike.
measure() {
  local run count=$((files * per_file))
  for ((run = 1; run <= runs; run++)); do
    echo "run $run of $runs" >&2
    contestant decode "$count documents" "$work/bin/decode" "$work/few/subsim"
    contestant replay "$(held $count)" "$work/bin/subsim" replay "${reports[@]}" "$work/few/subsim"
    [[ -s $work/report.xml && -s $work/report.json ]] || die "a report is empty"
    contestant many "$(held $((4 * count)))" "$work/bin/subsim" replay "${reports[@]}" "$work/many/subsim"
    if [ "$promtool" = yes ]; then
      contestant promtool '*SUCCESS' promtool test rules "$work"/few/promtool/*
      grep -c '^ *SUCCESS$' "$work/output" | grep -qx "$files" || die "promtool did not pass all $files files"
    fi
  done
  for ((run = 1; run <= starts; run++)); do
    contestant empty '' "$work/bin/empty"
    contestant start '1 scenario: 1 held;*' "$work/bin/subsim" replay "$work/one.subsim.yaml"
  done
}

# report turns sorted costs into the section of the document. It exits with 1
# where a promise does not hold, with 2 where the runs differ too much.
report() {
  awk -v runs="$runs" -v starts="$starts" -v count="$((files * per_file))" -v files="$files" -v about="$1" '
    function median(name, what,    n) {
      n = times[name, what]
      return (value[name, what, int((n + 1) / 2)] + value[name, what, int(n / 2) + 1]) / 2
    }
    function figure(x) { return x < 100 ? sprintf("%.2f", x) : sprintf("%.0f", x) }
    function ratio(a, b, what) { return median(a, what) / median(b, what) }
    function row(title, name, documents) {
      printf "| %s | %s | %s | %s | %s |\n", title, figure(median(name, "wall") * 1000), figure(median(name, "cpu") * 1000), \
        figure(median(name, "peak")), documents ? sprintf("%.0f", documents / median(name, "wall")) : ""
    }
    function promise(text, x, bound,    holds) {
      holds = x <= bound
      if (!holds) failed = 1
      printf "- %s: %s, %s\n", text, figure(x), holds ? "holds" : "**does not hold**"
    }
    { value[$1, $2, ++times[$1, $2]] = $3 }
    END {
      printf "%s; medians of %d runs, of %d for the last two rows.\n\n", about, runs, starts
      print "| contestant | wall ms | processor ms | peak MiB | scenarios/s |"
      print "|---|--:|--:|--:|--:|"
      row("YAML nodes alone, " files " files", "decode", count)
      row("`subsim replay`, " files " files, JUnit and JSON written", "replay", count)
      row("`subsim replay`, " 4 * files " files, JUnit and JSON written", "many", 4 * count)
      if (times["promtool", "wall"]) row("`promtool test rules`, " files " files", "promtool", count)
      row("the smallest cobra program", "empty")
      row("`subsim replay`, one scenario", "start")
      printf "\nOf the runs, YAML nodes alone took from %s to %s ms.\n\n", figure(value["decode", "wall", 1] * 1000), figure(value["decode", "wall", runs] * 1000)
      promise("a replay takes at most 1.5 times what its YAML nodes alone take", ratio("replay", "decode", "wall"), 1.5)
      promise("of four times as many files the peak is at most 1.25 times as high", ratio("many", "replay", "peak"), 1.25)
      promise("one scenario takes at most 2 times what the smallest cobra program takes", ratio("start", "empty", "wall"), 2)
      if (times["promtool", "wall"]) printf "- promtool takes as many equal tests %s times as long (nothing is promised)\n", figure(ratio("promtool", "replay", "wall"))
      if (median("decode", "wall") > 1.25 * value["decode", "wall", 1]) {
        print "half the runs of YAML nodes alone took over a quarter longer than the quickest: try again on a quiet machine" > "/dev/stderr"
        exit 2
      }
      exit failed
    }'
}

# replace puts a section between the markers of the document.
replace() {
  local text
  text=$(<"$document")
  local rest=${text#*"$start"}
  printf '%s\n%s\n%s%s\n' "${text%%"$start"*}$start" "$1" "$end" "${rest#*"$end"}" >"$document"
}

# about says what was measured, and where.
about() {
  local cpu
  cpu=$(awk -F ': *' '/^model name/ { print $2; exit }' /proc/cpuinfo)
  printf '%s on %d cores of %s' "$(go env GOVERSION)" "$(nproc)" "${cpu:-a processor without a name}"
  if [ "$promtool" = yes ]; then printf ', %s' "$(promtool --version | awk 'NR == 1 { print $1, $2, $3 }' | tr -d ,)"; fi
}

trap 'exit 2' ERR
prepare >&2
trap - ERR
costs=$(measure) || exit 2
status=0
section=$(awk '{ print $1, "wall", $2; print $1, "cpu", $3; print $1, "peak", $4 }' <<<"$costs" |
  sort -k1,1 -k2,2 -k3,3n | report "$(about)") || status=$?
printf '%s\n' "$section"
if [ "$status" -gt 1 ]; then
  exit 2
fi
if [ "$write" = yes ]; then
  replace "$section"
fi
exit "$status"
