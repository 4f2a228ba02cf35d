// Package ink is what reports are written with, whatever they are about: colours,
// JSON, JUnit's XML, and the counts and blocks of text that stand in a report. A colour
// is on or off whatever the environment says; the command line has looked at that.
package ink
