//go:build unix

package adapter

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
)

// kills is how often an adapter is killed in the middle of a run: half at a request
// by its number, half at a random time.
const kills = 200

// A witnessed adapter tells how far the kit has come with it.
type witnessed struct {
	*Adapter
	closing atomic.Bool
}

func (w *witnessed) Close() error {
	w.closing.Store(true)
	return w.Adapter.Close()
}

// asked is how many requests a whole run makes, and how long it takes.
func asked(t *testing.T, options conformance.Options) (requests int64, took time.Duration) {
	t.Helper()
	argv, _ := program(t, "steady")
	a, began := Stdio(t.Context(), argv, model, patient), time.Now()
	a.Hello(t.Context())
	l := a.idle[0]
	report, err := conformance.Check(t.Context(), a, options)
	if err != nil || report.Verdict != conformance.VerdictConforms {
		t.Fatalf("%v, %+v", err, report)
	}
	return l.n, time.Since(began)
}

// TestKilledInTheMiddleOfARun: never a pass, never a hang, always a sentence; and
// nothing stays behind.
func TestKilledInTheMiddleOfARun(t *testing.T) {
	t.Setenv("GORACE", "atexit_sleep_ms=0") // a program with the race detector lingers for a second
	options := conformance.Options{Level: 2, Learn: true, MaxQueries: 20}
	requests, took := asked(t, options)
	t.Logf("%d requests, %s", requests, took)
	chance := rand.New(rand.NewPCG(4, 200))
	for i := range kills / 2 {
		n := 1 + chance.Int64N(requests)
		if i == 0 {
			n = requests // the very end: it has answered everything, and is to end by itself
		}
		when := []string{"after", "before"}[i%2]
		t.Run(fmt.Sprintf("%s request %d, %d", when, n, i), func(t *testing.T) {
			argv, pids := program(t, fmt.Sprintf("steady, killed %s %d", when, n))
			over := watch(t, pids)
			survive(t, Stdio(t.Context(), argv, model, patient), options)
			over()
		})
	}
	for inTime, tries := 0, 0; inTime < kills/2; tries++ {
		if tries > 3*kills {
			t.Fatalf("%d of %d kills came in time", inTime, tries)
		}
		moment := time.Duration(chance.Int64N(int64(took)))
		argv, pids := program(t, "steady")
		over := watch(t, pids)
		w, began := &witnessed{Adapter: Stdio(t.Context(), argv, model, patient)}, time.Now()
		killed := killAt(w, pids, moment)
		report := check(t, w, options)
		whole := time.Since(began)
		if <-killed {
			inTime++
			inconclusive(t, report, fmt.Sprintf("killed after %s", moment))
		} else {
			took = whole // which other tests beside this one may have made much longer before
		}
		over()
	}
}

// killAt kills the processes of an adapter at a moment. What it sends says whether
// there was one, before the kit let the adapter end.
func killAt(w *witnessed, pids string, moment time.Duration) <-chan bool {
	killed := make(chan bool, 1)
	go func() {
		time.Sleep(moment)
		hit := false
		for _, word := range alive(pids) {
			var pid int
			fmt.Sscan(word, &pid)
			hit = syscall.Kill(pid, syscall.SIGKILL) == nil
		}
		killed <- hit && !w.closing.Load()
	}()
	return killed
}

func survive(t *testing.T, d conformance.Driver, options conformance.Options) {
	t.Helper()
	inconclusive(t, check(t, d, options), "")
}

// check is a run that ends soon.
func check(t *testing.T, d conformance.Driver, options conformance.Options) *conformance.Report {
	t.Helper()
	began := time.Now()
	report, err := conformance.Check(t.Context(), d, options)
	if took := time.Since(began); err != nil || took > 30*time.Second {
		t.Fatalf("%v after %s", err, took)
	}
	return report
}

// inconclusive wants no pass, and a sentence.
func inconclusive(t *testing.T, report *conformance.Report, when string) {
	t.Helper()
	if report.Verdict != conformance.VerdictInconclusive || !strings.Contains(report.Because, " ") {
		t.Errorf("%s: %s, %q", when, report.Verdict, report.Because)
	}
	for _, f := range report.Findings {
		if f.Kind != conformance.KindAdapter || f.Fault != conformance.FaultCrashed {
			t.Errorf("%s: %s: %s", when, f.Key(), f.Message)
		}
	}
}

// TestServerGoesAway: the same for one over HTTP, which is gone for good.
func TestServerGoesAway(t *testing.T) {
	options := conformance.Options{Level: 2}
	var total atomic.Int64
	report := check(t, served(t, 0, &total), options)
	if report.Verdict != conformance.VerdictConforms {
		t.Fatalf("%s: %s", report.Verdict, report.Because)
	}
	chance, whole := rand.New(rand.NewPCG(4, 20)), total.Load()
	for range 20 {
		n := 1 + chance.Int64N(whole-1)
		t.Run(fmt.Sprint("at request ", n), func(t *testing.T) {
			var count atomic.Int64
			survive(t, served(t, n, &count), options)
		})
	}
}

// served is an adapter over HTTP that goes away instead of answering its nth
// request.
func served(t *testing.T, n int64, count *atomic.Int64) *Adapter {
	t.Helper()
	handler := post(t, steady())
	var server *httptest.Server
	var once sync.Once
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if count.Add(1) < n || n == 0 {
			handler.ServeHTTP(w, r)
			return
		}
		once.Do(func() { server.Listener.Close() })
		panic(http.ErrAbortHandler)
	}))
	t.Cleanup(server.Close)
	return HTTP(t.Context(), server.URL, model, patient)
}
