#!/usr/bin/env bash
# Measures the query of subsim export sql in both engines, with subsim audit beside
# them, and fills in docs/scale.md:
#   internal/sql/bench.sh           prints the section
#   internal/sql/bench.sh --write   puts it into the page
# The log is simulated: some million events of 50000 subscriptions. DuckDB comes from
# .ci/npm (npm ci --prefix .ci/npm); PostgreSQL from Debian, in a folder of its own, on
# a socket.
set -euo pipefail
case ${1:-} in
'' | --write) write=${1:-} ;;
*)
  echo "usage: internal/sql/bench.sh [--write]" >&2
  exit 2
  ;;
esac
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then kill -INT "$server" && wait "$server" || true; fi
  rm -rf "$folder"
}
trap finish EXIT

go build -trimpath -o "$folder/" ./cmd/subsim ./replay/testdata/bench/measure
log=$folder/log.csv
"$folder/subsim" simulate --seed 1 --subscriptions 50000 --faults 0.001 --truth "$folder/truth.csv" -o "$log"
for dialect in duckdb postgres; do
  "$folder/subsim" export sql --audit --counts --dialect "$dialect" >"$folder/$dialect.sql"
done
records=$(($(wc -l <"$log") - 1))
planted=$(($(wc -l <"$folder/truth.csv") - 1))

# cost runs a command that may end in codes up to the first argument, keeps its answer,
# and prints its seconds and its peak in MiB.
cost() {
  local most=$1 cost code=0
  shift
  cost=$("$folder/measure" "$folder/answer" "$@") || code=$?
  if [ "$code" -gt "$most" ]; then
    cat "$folder/answer" >&2
    return 1
  fi
  awk '{ printf "%.1f %.0f\n", $1, $3 }' <<<"$cost"
}

# An audit that finds something ends in 1.
read -r audit_ask audit_peak < <(cost 1 "$folder/subsim" audit -q -j 2 --max 0 --format json "$log")
found=$(grep -c '"type":"finding"' "$folder/answer") || true

duck() { cost 0 node internal/sql/testdata/bench/duckdb.mjs .ci/npm "$1" "$folder/log.db"; }
columns="columns = {id: 'VARCHAR', \"at\": 'TIMESTAMP', event: 'VARCHAR'}"
echo "CREATE TABLE log AS FROM read_csv('$log', header = true, $columns)" >"$folder/load.sql"
read -r duck_load _ < <(duck "$folder/load.sql")
read -r duck_ask duck_peak < <(duck "$folder/duckdb.sql")
sort "$folder/answer" >"$folder/duckdb.answer"

programs=$(dirname "$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
owner=()
if [ "$(id -u)" = 0 ]; then
  chmod 711 "$folder"
  install -d -o postgres "$folder/pg"
  owner=(setpriv --reuid postgres --regid postgres --clear-groups)
else
  mkdir "$folder/pg"
fi
(cd "$folder/pg" && "${owner[@]}" "$programs/initdb" -D data -U postgres -A trust -E UTF8 --locale=C >/dev/null)
(cd "$folder/pg" && exec "${owner[@]}" "$programs/postgres" -D data -k "$folder/pg" -c listen_addresses= -c work_mem=256MB -c max_wal_size=8GB >/dev/null 2>&1) &
server=$!
until "$programs/pg_isready" -q -h "$folder/pg"; do sleep 0.2; done
asking=("$programs/psql" -X -q -t --csv -v ON_ERROR_STOP=1 -h "$folder/pg" -U postgres)
"${asking[@]}" -c 'CREATE UNLOGGED TABLE log (id text, "at" timestamp, event text)'
read -r postgres_load _ < <(cost 0 "${asking[@]}" -c "\\copy log FROM '$log' CSV HEADER")
read -r postgres_ask _ < <(cost 0 "${asking[@]}" -f "$folder/postgres.sql")
sed -e 's/,t,/,true,/' -e 's/,f,/,false,/' "$folder/answer" | sort >"$folder/postgres.answer"

if ! diff "$folder/duckdb.answer" "$folder/postgres.answer"; then
  echo "the engines do not answer alike" >&2
  exit 1
fi
findings=$(awk -F, '{ n += $NF } END { print n + 0 }' "$folder/duckdb.answer")
if [ "$findings $found" != "$planted $planted" ]; then
  echo "$planted faults are planted; the engines find $findings, subsim audit $found" >&2
  exit 1
fi

{
  echo "<!-- measured: sql -->"
  echo "$records records, $findings findings, the same in all three; on $(nproc) cores."
  echo
  echo "| engine | load CSV s | query s | peak MiB |"
  echo "|---|--:|--:|--:|"
  echo "| \`subsim audit\`, two threads |  | $audit_ask | $audit_peak |"
  echo "| DuckDB, two threads | $duck_load | $duck_ask | $duck_peak |"
  echo "| PostgreSQL, \`work_mem\` 256 MB | $postgres_load | $postgres_ask |  |"
  echo "<!-- end measured -->"
} >"$folder/section"
cat "$folder/section"
if [ "$write" = --write ]; then
  sed -i -e "/<!-- measured: sql -->/,/<!-- end measured -->/{/<!-- end measured -->/r $folder/section" -e 'd}' docs/scale.md
fi
