// Runs one of the queries beside it in DuckDB inside Node.js, on the log in the
// folder where it is started, and prints the rows.
//
//	node duckdb.mjs MODULES QUERY.sql
//
// MODULES is the folder whose node_modules holds @duckdb/node-api, such as .ci/npm.
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {resolve} from 'node:path'

const [modules, query] = process.argv.slice(2)
const {DuckDBInstance} = createRequire(resolve(modules) + '/')('@duckdb/node-api')
const instance = await DuckDBInstance.create(':memory:', {threads: '2'})
const connection = await instance.connect()
const rows = (await connection.runAndReadAll(readFileSync(query, 'utf8'))).getRowsJson()
for (const row of rows) console.log(row.map(String).join(','))
