#!/usr/bin/env bash
# Measures the query of subsim export sql on a log, and fills in docs/scale.md:
#   internal/sql/bench.sh LOG.csv           prints the section
#   internal/sql/bench.sh LOG.csv --write   puts it into the page
# The log is CSV with the columns id, at and event, one record an instant. DuckDB
# comes from .ci/npm; PostgreSQL from Debian, in a folder of its own, on a socket.
set -euo pipefail
log=$(realpath "${1:?usage: internal/sql/bench.sh LOG.csv [--write]}")
write=${2:-}
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then kill -INT "$server" && wait "$server" || true; fi
  rm -rf "$folder"
}
trap finish EXIT

go build -o "$folder/subsim" ./cmd/subsim
for dialect in duckdb postgres; do
  "$folder/subsim" export sql --audit --counts --dialect "$dialect" >"$folder/$dialect.sql"
done
records=$(($(wc -l <"$log") - 1))

# clock runs a command and prints its seconds.
clock() {
  local begin end
  begin=$(date +%s.%N)
  "$@" >"$folder/answer" || { cat "$folder/answer" >&2; exit 1; }
  end=$(date +%s.%N)
  awk -v a="$begin" -v b="$end" 'BEGIN { printf "%.1f", b - a }'
}

cat >"$folder/duck.mjs" <<'JS'
import {createRequire} from 'node:module'
import {readFileSync} from 'node:fs'
const {DuckDBInstance} = createRequire(process.cwd() + '/.ci/npm/')('@duckdb/node-api')
const connection = await (await DuckDBInstance.create(process.argv[2], {threads: '2'})).connect()
const rows = (await connection.runAndReadAll(readFileSync(process.argv[3], 'utf8'))).getRowsJson()
for (const row of rows) console.log(row.map(String).join(','))
console.error(Math.round(process.resourceUsage().maxRSS / 1024))
JS
columns="columns = {id: 'VARCHAR', \"at\": 'TIMESTAMP', event: 'VARCHAR'}"
echo "CREATE TABLE log AS FROM read_csv('$log', header = true, $columns)" >"$folder/load.sql"
duck_load=$(clock node "$folder/duck.mjs" "$folder/log.db" "$folder/load.sql" 2>/dev/null)
duck_ask=$(clock node "$folder/duck.mjs" "$folder/log.db" "$folder/duckdb.sql" 2>"$folder/peak")
sort "$folder/answer" >"$folder/duckdb.answer"
duck_peak=$(cat "$folder/peak")

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
ask() { "$programs/psql" -X -q -t --csv -v ON_ERROR_STOP=1 -h "$folder/pg" -U postgres "$@"; }
ask -c 'CREATE UNLOGGED TABLE log (id text, "at" timestamp, event text)'
postgres_load=$(clock ask -c "\\copy log FROM '$log' CSV HEADER")
postgres_ask=$(clock ask -f "$folder/postgres.sql")
sed -e 's/,t,/,true,/' -e 's/,f,/,false,/' "$folder/answer" | sort >"$folder/postgres.answer"

if ! diff "$folder/duckdb.answer" "$folder/postgres.answer"; then
  echo "the engines do not answer alike" >&2
  exit 1
fi
findings=$(awk -F, '{ n += $NF } END { print n + 0 }' "$folder/duckdb.answer")

{
  echo "<!-- measured: sql -->"
  echo "$records records, $findings findings, the same in both; on $(nproc) cores."
  echo
  echo "| engine | load CSV s | query s | peak MiB |"
  echo "|---|--:|--:|--:|"
  echo "| DuckDB, two threads | $duck_load | $duck_ask | $duck_peak |"
  echo "| PostgreSQL, \`work_mem\` 256 MB | $postgres_load | $postgres_ask |  |"
  echo "<!-- end measured -->"
} >"$folder/section"
cat "$folder/section"
if [ "$write" = --write ]; then
  sed -i -e "/<!-- measured: sql -->/,/<!-- end measured -->/{/<!-- end measured -->/r $folder/section" -e 'd}' docs/scale.md
fi
