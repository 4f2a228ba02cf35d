// Package studio is the page of subsim serve: the machine to be seen and played in
// a browser, for people who read no YAML, and an editor of scenarios for those who
// do. Call [New] and [Serve]; the types are the JSON that the page and the server
// speak, documented in docs/studio.md.
//
// The server keeps nothing. A session is a scenario's text, which the page holds: it
// sends the text with every request and gets back all there is to show. Verdicts,
// reasons, routes and names come from here; the page knows none of them.
package studio
