//go:build unix

package adapter

import (
	"os/exec"
	"syscall"
)

// lead makes a program the head of a process group, to be killed with its children.
func lead(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// slay kills a program and its children; also children that it left behind.
func slay(cmd *exec.Cmd) error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
