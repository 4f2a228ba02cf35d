package sql

import (
	"encoding/csv"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/internal/peers"
)

// A server is a PostgreSQL of the test's own: in a folder of its own, on a socket
// alone, and gone with the test.
type server struct{ programs, folder string }

// TestPostgreSQL holds the script, run in PostgreSQL itself, against the slow audit.
func TestPostgreSQL(t *testing.T) {
	s := start(t)
	equal(t, s, "postgres")
	if left := s.psql(t, "SELECT proname FROM pg_proc WHERE proname LIKE 'subsim%'"); len(left) > 0 {
		t.Errorf("the scripts leave %v behind", left)
	}
}

// start makes a database and starts its server, which the kernel ends should the test
// end otherwise than by its own will.
func start(t *testing.T) server {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		peers.Missing(t, "PostgreSQL is not there; on Debian, run: apt-get install postgresql", nil)
	}
	folder, err := os.MkdirTemp("", "subsim") // not the test's: its parents are closed to others
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	s := server{filepath.Dir(slices.Max(found)), folder}
	owner := s.owner(t)
	initdb := s.program("initdb", "-D", filepath.Join(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.SysProcAttr = &syscall.SysProcAttr{Credential: owner}
	if out, err := initdb.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	postgres := s.program("postgres", "-D", filepath.Join(folder, "data"), "-k", folder, "-c", "listen_addresses=", "-F")
	postgres.SysProcAttr = &syscall.SysProcAttr{Credential: owner, Pdeathsig: syscall.SIGQUIT}
	if err := postgres.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = postgres.Process.Signal(syscall.SIGQUIT)
		_ = postgres.Wait()
	})
	s.wait(t)
	return s
}

// owner gives the folder to whom the server runs as: it refuses to run as root.
func (s server) owner(t *testing.T) *syscall.Credential {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		peers.Missing(t, "PostgreSQL refuses to run as root, and there is no user postgres", err)
	}
	uid, _ := strconv.Atoi(account.Uid)
	gid, _ := strconv.Atoi(account.Gid)
	if err := os.Chown(s.folder, uid, gid); err != nil {
		t.Fatal(err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

// program is one of the server's programs, in its own folder.
func (s server) program(name string, args ...string) *exec.Cmd {
	command := exec.Command(filepath.Join(s.programs, name), args...)
	command.Dir = s.folder
	return command
}

// wait returns when the server answers.
func (s server) wait(t *testing.T) {
	t.Helper()
	for range 300 {
		if s.program("pg_isready", "-q", "-h", s.folder).Run() == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the server does not answer")
}

func (s server) ask(t *testing.T, scripts []string) (answers [][]string) {
	t.Helper()
	for _, script := range scripts {
		answers = append(answers, s.psql(t, script))
	}
	return answers
}

// psql runs one script in a session of its own.
func (s server) psql(t *testing.T, script string) (rows []string) {
	t.Helper()
	psql := s.program("psql", "-X", "-q", "-t", "--csv", "-v", "ON_ERROR_STOP=1", "-h", s.folder, "-U", "postgres", "-f", "-")
	psql.Stdin = strings.NewReader(script)
	var complaints strings.Builder
	psql.Stderr = &complaints
	out, err := psql.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaints.String())
	}
	if complaints.Len() > 0 {
		t.Errorf("psql complains: %s", complaints.String())
	}
	records, err := csv.NewReader(strings.NewReader(string(out))).ReadAll()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, record := range records {
		for i, cell := range record {
			if word, truth := map[string]string{"t": "true", "f": "false"}[cell]; truth {
				record[i] = word
			}
		}
		rows = append(rows, strings.Join(record, "|"))
	}
	return rows
}
