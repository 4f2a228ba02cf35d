// Runs a query in DuckDB inside Node.js, with two threads, in the folder where it is
// started, and prints the rows.
//
//	node duckdb.mjs MODULES QUERY.sql [DATABASE]
//
// MODULES is the folder whose node_modules holds @duckdb/node-api, such as .ci/npm.
// DATABASE is a file that keeps the tables; without it they are in memory.
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {resolve} from 'node:path'

const [modules, query, database = ':memory:'] = process.argv.slice(2)
const {DuckDBInstance} = createRequire(resolve(modules) + '/')('@duckdb/node-api')
const instance = await DuckDBInstance.create(database, {threads: '2'})
const connection = await instance.connect()
const rows = (await connection.runAndReadAll(readFileSync(query, 'utf8'))).getRowsJson()
for (const row of rows) console.log(row.map(String).join(','))
