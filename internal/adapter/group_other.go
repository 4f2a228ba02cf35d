//go:build !unix

package adapter

import "os/exec"

func lead(*exec.Cmd) {}

// slay kills a program. Its children are not known here; they see their streams
// end.
func slay(cmd *exec.Cmd) error { return cmd.Process.Kill() }
