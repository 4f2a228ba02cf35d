#!/usr/bin/env bash
# Measures subsim audit beside its peers on one log, prints what it found, and says
# whether the promises of docs/performance.md hold.
#
#   internal/audit/bench.sh [options] [runs]
#
# runs defaults to 3. The options:
#   --write            put the figures into docs/performance.md
#   --subscriptions N  how many the log tells of, 1000000 by default, which makes
#                      20 million events; fewer for a first try
#   --without-duckdb, --without-mawk, --without-go
#                      leave peers out; for DuckDB run npm ci --prefix .ci/npm first
# With another log, or with peers left out, nothing is written. The logs take some
# 5 GB in a temporary folder, the peers some 6 GB of memory. Exit code 1 means that a
# promise does not hold, 2 that nothing could be measured, that not all found the
# same, or that the machine was too busy; nothing is written then.
set -Eeuo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD

document=docs/performance.md
start='<!-- measured: audit -->'
end='<!-- end measured -->'
queries=$root/internal/sql/testdata/bench
usual=1000000

die() {
  printf '%s\n' "$*" >&2
  exit 2
}
write=no duckdb=yes mawk=yes programs=yes runs=3 subscriptions=$usual
while [ $# -gt 0 ]; do
  case $1 in
  --write) write=yes ;;
  --without-duckdb) duckdb=no ;;
  --without-mawk) mawk=no ;;
  --without-go) programs=no ;;
  --subscriptions)
    subscriptions=${2-}
    shift
    ;;
  *) runs=$1 ;;
  esac
  shift || break
done
if [[ ! $runs =~ ^[1-9][0-9]*$ || ! $subscriptions =~ ^[1-9][0-9]*$ ]]; then
  die "usage: internal/audit/bench.sh [--write] [--subscriptions N] [--without-duckdb] [--without-mawk] [--without-go] [runs]"
fi
if [ "$write" = yes ] && [ "$duckdb $mawk $programs $subscriptions" != "yes yes yes $usual" ]; then
  die "what is written down was measured whole: --write goes with none but the number of runs"
fi
if [ "$write" = yes ] && [[ ! -f $document || $(<"$document") != *"$start"*"$end"* ]]; then
  die "$document does not hold the markers $start and $end"
fi
if [ "$duckdb" = yes ] && [ ! -d .ci/npm/node_modules/@duckdb ]; then
  die "DuckDB is not there: npm ci --prefix .ci/npm, or give --without-duckdb"
fi
if [ "$mawk" = yes ] && ! command -v mawk >/dev/null; then
  die "mawk is not there: apt-get install mawk, or give --without-mawk"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# simulate writes a log of so many subscriptions, and how many records of it are
# impossible into a file beside it.
simulate() {
  "$work/bin/subsim" simulate --seed 1 --subscriptions "$1" --faults 0.001 --truth "$work/truth.csv" -o "$2"
  echo $(($(wc -l <"$work/truth.csv") - 1)) >"$2.findings"
}

# grown writes a log of so many subscriptions, two events each.
grown() {
  awk -v n="$1" 'BEGIN {
    print "id,at,event"
    for (i = 1; i <= n; i++) printf "sub-%016x,2026-01-01T00:00:00Z,activate\n", i
    for (i = 1; i <= n; i++) printf "sub-%016x,2026-02-01T00:00:00Z,renew\n", i
  }' >"$2"
  echo 0 >"$2.findings"
}

# prepare builds the programs, all in the same way, writes the logs, and reads them
# once, so that all find them in memory.
prepare() {
  local program peer=./internal/audit/testdata/bench form
  for program in ./cmd/subsim $peer/table $peer/machine ./replay/testdata/bench/measure; do
    go build -trimpath -o "$work/bin/" "$program"
  done
  for form in csv jsonl parquet csv.gz csv.zst; do
    echo "simulating log.$form" >&2
    simulate "$subscriptions" "$work/log.$form"
  done
  simulate $((subscriptions / 10)) "$work/tenth.jsonl"
  grown $((2 * subscriptions)) "$work/twice.csv"
  grown $((4 * subscriptions)) "$work/fourfold.csv"
  cat "$work"/*.* | wc -c >/dev/null
}

# contestant runs a program once on a log, prints what it cost, and ends where it does
# not succeed or does not count the findings of the log, one being the code of an
# audit that has some.
contestant() {
  local name=$1 log=$2 cost wanted found
  shift 2
  wanted=$(<"$work/$log.findings")
  cost=$("$work/bin/measure" "$work/output" "$@" 2>"$work/complaints") || [[ $name == subsim* && $? == 1 ]] ||
    die "$name does not succeed: $(tail -n 3 "$work/complaints")"
  case $name in
  floor) found=$wanted ;;
  subsim*) found=$(grep -c '"type":"finding"' "$work/output") || true ;;
  *) found=$(<"$work/output") ;;
  esac
  [ "${found:-0}" = "$wanted" ] || die "$name counts \"$found\" findings, not $wanted"
  printf '%s %s %s\n' "$name" "$cost" "$wanted"
}

# audit is subsim on a log.
audit() { contestant "subsim-$1" "$1" "$work/bin/subsim" audit -q -j 2 --max 0 --format json "$work/$1"; }

# duck and awk are peers on a log, run in its folder.
duck() {
  if [ "$duckdb" = no ]; then return; fi
  contestant "duckdb-$1" "log.$1" sh -c 'cd "$0" && exec node "$1" "$2" "$3"' "$work" "$queries/duckdb.mjs" "$root/.ci/npm" "$queries/$1.sql"
}
awks() {
  if [ "$mawk" = no ]; then return; fi
  contestant "mawk-$1" "log.$1" sh -c "$2" "$work/log.$1" "$queries/$1.awk"
}

# measure runs the contestants one after another, each peer beside subsim on the same
# log, and all of them again: what else the machine does then falls on all alike.
measure() {
  local run
  for ((run = 1; run <= runs; run++)); do
    echo "run $run of $runs" >&2
    contestant floor log.csv wc -l "$work/log.csv"
    audit log.csv
    duck csv
    awks csv 'tail -n +2 "$0" | mawk -f "$1"'
    audit log.jsonl
    duck jsonl
    awks jsonl 'exec mawk -f "$1" "$0"'
    audit log.parquet
    duck parquet
    audit log.csv.gz
    audit log.csv.zst
    if [ "$programs" = yes ]; then
      contestant table log.jsonl "$work/bin/table" "$work/log.jsonl"
      contestant machine tenth.jsonl "$work/bin/machine" "$work/tenth.jsonl"
    fi
    audit twice.csv
    audit fourfold.csv
  done
}

# report turns sorted costs into the section of the document. It exits with 1 where a
# promise does not hold, with 2 where the runs differ too much.
report() {
  awk -v runs="$runs" -v n="$subscriptions" -v about="$1" -v events="$(wc -l <"$work/log.jsonl")" \
    -v tenth="$(wc -l <"$work/tenth.jsonl")" -v sizes="$(cd "$work" && stat -c '%n %s' log.csv log.jsonl log.parquet log.csv.gz log.csv.zst twice.csv fourfold.csv | tr '\n' ' ')" '
    function median(name, what,    k) {
      k = times[name, what]
      return (value[name, what, int((k + 1) / 2)] + value[name, what, int(k / 2) + 1]) / 2
    }
    function figure(x) { return x < 100 ? sprintf("%.2f", x) : sprintf("%.0f", x) }
    function row(title, name, log_of, count,    wall) {
      if (!times[name, "wall"]) { print "| " title " | left out | | | | | |"; return }
      wall = median(name, "wall")
      printf "| %s | %s | %s | %s | %s | %s | %s |\n", title, figure(wall), figure(median(name, "cpu")), figure(median(name, "peak")), \
        name == "floor" ? "" : median(name, "findings"), log_of ? sprintf("%.0f", size[log_of] / 1e6 / wall) : "", sprintf("%.2f", count / 1e6 / wall)
    }
    function judge(text, x, holds) {
      if (!holds) failed = 1
      printf "- %s: %s, %s\n", text, figure(x), holds ? "holds" : "**does not hold**"
    }
    function faster(peer, log_of, bound, title,    x) {
      if (!times[peer, "wall"]) return
      x = median(peer, "wall") / median("subsim-" log_of, "wall")
      judge("at least " bound " times faster than " title, x, x >= bound)
    }
    BEGIN { k = split(sizes, pair, " "); for (i = 1; i < k; i += 2) size[pair[i]] = pair[i + 1] }
    { value[$1, $2, ++times[$1, $2]] = $3 }
    END {
      printf "%s; %d events of %d subscriptions; medians of %d runs.\n\n", about, events, n, runs
      print "| contestant | wall s | processor s | peak MiB | findings | MB/s | million events/s |"
      print "|---|--:|--:|--:|--:|--:|--:|"
      row("`subsim audit`, CSV", "subsim-log.csv", "log.csv", events)
      row("`subsim audit`, JSON Lines", "subsim-log.jsonl", "log.jsonl", events)
      row("`subsim audit`, Parquet", "subsim-log.parquet", "log.parquet", events)
      row("`subsim audit`, CSV, gzip", "subsim-log.csv.gz", "log.csv.gz", events)
      row("`subsim audit`, CSV, zstd", "subsim-log.csv.zst", "log.csv.zst", events)
      row("DuckDB, CSV", "duckdb-csv", "log.csv", events)
      row("DuckDB, JSON Lines", "duckdb-jsonl", "log.jsonl", events)
      row("DuckDB, Parquet", "duckdb-parquet", "log.parquet", events)
      row("mawk, CSV", "mawk-csv", "log.csv", events)
      row("mawk, JSON Lines", "mawk-jsonl", "log.jsonl", events)
      row("encoding/json, map, `Table`", "table", "log.jsonl", events)
      row("encoding/json, map of `Machine`, **a tenth of the subscriptions**", "machine", "", tenth)
      row("`wc -l`, CSV", "floor", "log.csv", events)
      row("`subsim audit`, CSV, " 2 * n " subscriptions, two events each", "subsim-twice.csv", "twice.csv", 4 * n)
      row("`subsim audit`, CSV, " 4 * n " subscriptions, two events each", "subsim-fourfold.csv", "fourfold.csv", 8 * n)
      printf "\nOf the runs, `subsim audit` on CSV took from %s to %s s.\n\n", figure(value["subsim-log.csv", "wall", 1]), figure(value["subsim-log.csv", "wall", runs])
      faster("duckdb-csv", "log.csv", 6, "DuckDB on CSV")
      faster("duckdb-jsonl", "log.jsonl", 5, "DuckDB on JSON Lines")
      faster("duckdb-parquet", "log.parquet", 2.5, "DuckDB on Parquet")
      faster("mawk-csv", "log.csv", 10, "mawk on CSV")
      faster("mawk-jsonl", "log.jsonl", 10, "mawk on JSON Lines")
      most = 0
      for (log_of in size) if (log_of ~ /^log/ && median("subsim-" log_of, "peak") > most) most = median("subsim-" log_of, "peak")
      most *= 1.048576
      judge("at most 120 MB of memory, whatever the form of the log", most, most <= 120)
      each = (median("subsim-fourfold.csv", "peak") - median("subsim-twice.csv", "peak")) * 1048576 / (2 * n)
      judge("at most 40 bytes for each further subscription", each, each <= 40)
      if (median("subsim-log.csv", "wall") > 1.25 * value["subsim-log.csv", "wall", 1]) {
        print "half the runs of subsim audit on CSV took over a quarter longer than the quickest: try again on a quiet machine" > "/dev/stderr"
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
  if [ "$duckdb" = yes ]; then printf ', DuckDB %s' "$(node -p 'require("./.ci/npm/node_modules/@duckdb/node-api/package.json").version')"; fi
}

trap 'exit 2' ERR
prepare >&2
trap - ERR
costs=$(measure) || exit 2
status=0
section=$(awk '{ print $1, "wall", $2; print $1, "cpu", $3; print $1, "peak", $4; print $1, "findings", $5 }' <<<"$costs" |
  sort -k1,1 -k2,2 -k3,3n | report "$(about)") || status=$?
printf '%s\n' "$section"
if [ "$status" -gt 1 ]; then
  exit 2
fi
if [ "$write" = yes ]; then
  replace "$section"
fi
exit "$status"
