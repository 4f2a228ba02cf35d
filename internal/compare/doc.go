// Package compare lays a machine that was learned, or read from paper, beside the
// reference, and names the cells in which the two differ.
//
// Compare finds for each state of the machine the configuration that it stands
// for, so that few cells differ; a state that is a second one for its
// configuration is hidden. It returns a Learned, which Text and Mermaid
// write.
package compare
