// Package sheet is the paper that pages for a browser are written on: one file that
// needs nothing else, no script and no network, light and dark, on a screen, a phone
// and in print. [Parse] makes a template of what is to stand on it, and [Write] fills it in; its data
// holds a [Head]. [Matrix] is a table of many small cells.
package sheet
