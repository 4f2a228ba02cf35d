package peers

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// A Postgres is a PostgreSQL of a test's own: in a folder of its own, on a socket
// alone, and gone with the test.
type Postgres struct{ programs, folder, database string }

// StartPostgres makes a database and starts its server, which the kernel ends should
// the test end otherwise than by its own will.
func StartPostgres(t testing.TB) Postgres {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		Missing(t, "PostgreSQL is not there; on Debian, run: apt-get install postgresql", nil)
	}
	folder, err := os.MkdirTemp("", "subsim") // not the test's: its parents are closed to others
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	p := Postgres{filepath.Dir(slices.Max(found)), folder, "postgres"}
	owner := p.owner(t)
	initdb := p.Program("initdb", "-D", filepath.Join(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.SysProcAttr = &syscall.SysProcAttr{Credential: owner}
	if out, err := initdb.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	p.serve(t, owner)
	return p
}

// serve starts the server and returns when it answers.
func (p Postgres) serve(t testing.TB, owner *syscall.Credential) {
	t.Helper()
	postgres := p.Program("postgres", "-D", filepath.Join(p.folder, "data"), "-k", p.folder, "-c", "listen_addresses=", "-F")
	postgres.SysProcAttr = &syscall.SysProcAttr{Credential: owner, Pdeathsig: syscall.SIGQUIT}
	says, err := postgres.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := postgres.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = postgres.Process.Signal(syscall.SIGQUIT)
		_ = postgres.Wait()
	})
	var said strings.Builder
	for lines := bufio.NewScanner(says); lines.Scan(); {
		said.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), "ready to accept connections") {
			go func() { _, _ = io.Copy(io.Discard, says) }()
			return
		}
	}
	t.Fatalf("the server does not answer:\n%s", said.String())
}

// owner gives the folder to whom the server runs as: it refuses to run as root.
func (p Postgres) owner(t testing.TB) *syscall.Credential {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		Missing(t, "PostgreSQL refuses to run as root, and there is no user postgres", err)
	}
	uid, _ := strconv.Atoi(account.Uid)
	gid, _ := strconv.Atoi(account.Gid)
	if err := os.Chown(p.folder, uid, gid); err != nil {
		t.Fatal(err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

// Program is one of the server's programs, in its own folder.
func (p Postgres) Program(name string, args ...string) *exec.Cmd {
	command := exec.Command(filepath.Join(p.programs, name), args...)
	command.Dir = p.folder
	return command
}

// Fresh is a new database of the server; Psql and Query then speak to that.
func (p Postgres) Fresh(t testing.TB, name string) Postgres {
	t.Helper()
	p.Query(t, "CREATE DATABASE "+name)
	p.database = name
	return p
}

// Psql is a session that reads a script from its standard input and answers in CSV
// without a header.
func (p Postgres) Psql(script string, args ...string) *exec.Cmd {
	psql := p.Program("psql", append([]string{"-X", "-q", "-t", "--csv", "-h", p.folder, "-U", "postgres", "-d", p.database, "-f", "-"}, args...)...)
	psql.Stdin = strings.NewReader(script)
	return psql
}

// Query runs one script in a session of its own, which may complain of nothing.
func (p Postgres) Query(t testing.TB, script string) []byte {
	t.Helper()
	psql := p.Psql(script, "-v", "ON_ERROR_STOP=1")
	var complaints strings.Builder
	psql.Stderr = &complaints
	out, err := psql.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaints.String())
	}
	if complaints.Len() > 0 {
		t.Errorf("psql complains: %s", complaints.String())
	}
	return out
}
