// Command measure runs a command once and prints what it cost, as the kernel
// counts it: seconds of wall time, seconds of both kinds of processor time, and
// the largest resident set in MiB.
//
//	measure output command [argument...]
//
// What the command writes goes into the file output. The exit code is the
// command's.
package main

import (
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func main() {
	output, err := os.Create(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	command := exec.Command(os.Args[2], os.Args[3:]...)
	command.Stdout, command.Stderr = output, os.Stderr
	begin := time.Now()
	err = command.Run()
	wall := time.Since(begin)
	if failed := (*exec.ExitError)(nil); err != nil && !errors.As(err, &failed) {
		log.Fatal(err)
	}
	state := command.ProcessState
	usage := state.SysUsage().(*syscall.Rusage)
	fmt.Printf("%.6f %.6f %.2f\n", wall.Seconds(), (state.UserTime() + state.SystemTime()).Seconds(), float64(usage.Maxrss)/1024)
	os.Exit(state.ExitCode())
}
