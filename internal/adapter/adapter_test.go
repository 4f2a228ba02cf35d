//go:build unix

package adapter

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// TestMain lets the test binary be an adapter: its second argument says which.
func TestMain(m *testing.M) {
	if len(os.Args) == 4 && os.Args[1] == "adapter" {
		os.Exit(behave(os.Args[2], os.Args[3]))
	}
	os.Exit(m.Run())
}

// program is the command line of an adapter that behaves in a way, and writes the
// number of each of its processes into a file.
func program(t *testing.T, behaviour string) (argv []string, pids string) {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	pids = t.TempDir() + "/pids"
	return []string{binary, "adapter", behaviour, pids}, pids
}

// post serves a host by HTTP.
func post(t *testing.T, c conformance.Capabilities) http.Handler {
	var one sync.Mutex
	h := newHost(c, newSubject)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		one.Lock()
		defer one.Unlock()
		asked, _ := io.ReadAll(r.Body)
		answer, err := h.answer(r.Context(), asked)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
		keepSchema(t, asked, answer)
		w.Write(answer)
	})
}

// each runs a test over both drivers.
func each(t *testing.T, c conformance.Capabilities, behaviour string, test func(*testing.T, *Adapter)) {
	t.Run("stdio", func(t *testing.T) {
		argv, pids := program(t, behaviour)
		over := watch(t, pids)
		a := Stdio(t.Context(), argv, model, patient)
		test(t, a)
		if err := a.Close(); err != nil {
			t.Error(err)
		}
		over()
	})
	t.Run("http", func(t *testing.T) {
		s := httptest.NewServer(post(t, c))
		defer s.Close()
		a := HTTP(t.Context(), s.URL, model, patient)
		test(t, a)
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestHelloIsWhatWasPromised(t *testing.T) {
	for name, c := range map[string]conformance.Capabilities{"whole": whole(), "bare": bare()} {
		each(t, c, name, func(t *testing.T, a *Adapter) {
			got, err := a.Hello(t.Context())
			if err != nil || !bytes.Equal(line(got), line(c)) {
				t.Errorf("%v\n%s, want\n%s", err, line(got), line(c))
			}
		})
	}
}

// TestSession plays one subscription with everything that there is.
func TestSession(t *testing.T) {
	each(t, whole(), "whole", func(t *testing.T, a *Adapter) {
		ctx := t.Context()
		opened, err := a.Open(ctx)
		if err != nil {
			t.Fatal(err)
		}
		s := opened.(*session)
		wantState(t, s, "none")
		if v, err := s.Deliver(ctx, fsm.EventStartTrial); v != fsm.VerdictApplied || err != nil {
			t.Errorf("%s, %v", v, err)
		}
		if err := s.Advance(ctx, 13*24*time.Hour); err != nil {
			t.Error(err)
		}
		wantState(t, s, "trial")
		if err := s.Advance(ctx, 24*time.Hour); err != nil {
			t.Error(err)
		}
		wantState(t, s, "expired")
		if err := s.Seed(ctx, fsm.Configuration{State: fsm.StateUnknown, LastKnown: fsm.StateActive, CancellationScheduled: true, Generation: 2}); err != nil {
			t.Error(err)
		}
		wantState(t, s, "unknown")
		for _, want := range []fsm.Verdict{fsm.VerdictApplied, fsm.VerdictIgnored} {
			if v, err := s.DeliverOnce(ctx, "d1", fsm.EventObserveCancelled); v != want || err != nil {
				t.Errorf("%s, %v, want %s", v, err, want)
			}
		}
		all, err := s.DeliverAll(ctx, []fsm.Event{fsm.EventReactivate, fsm.EventResume, fsm.EventStartTrial})
		want := []conformance.Observed{{Verdict: "applied", State: "active"}, {Verdict: "ignored", State: "active"}, {Verdict: "rejected", State: "active"}}
		if err != nil || !slices.Equal(all, want) {
			t.Errorf("%v, %v", all, err)
		}
		if err := errors.Join(s.Close(), s.Close()); err != nil {
			t.Error(err)
		}
		if _, err := s.Deliver(ctx, fsm.EventCancel); !errors.Is(err, ErrClosed) {
			t.Errorf("a closed session answers: %v", err)
		}
	})
}

func wantState(t *testing.T, s *session, want string) {
	t.Helper()
	if got, err := s.ReadState(t.Context()); got != want || err != nil {
		t.Errorf("%s is read, %v; want %s", got, err, want)
	}
}

// TestErrorsAreAnswers: what an adapter says that it cannot do is no fault, and
// the session goes on.
func TestErrorsAreAnswers(t *testing.T) {
	each(t, whole(), "whole", func(t *testing.T, a *Adapter) {
		ctx := t.Context()
		opened, err := a.Open(ctx)
		if err != nil {
			t.Fatal(err)
		}
		s, skip, definite, wrong := opened.(*session), new(conformance.SkipError), new(conformance.DefiniteError), new(conformance.FaultError)
		if _, err := s.Deliver(ctx, fsm.EventObserveTrial); !errors.As(err, &skip) || skip.Reason != "nobody can look" {
			t.Errorf("a skip: %v", err)
		}
		if _, err := s.Deliver(ctx, fsm.EventObserveActive); !errors.As(err, &definite) || definite.Message != "the queue is full" {
			t.Errorf("a definite error: %v", err)
		}
		all, err := s.DeliverAll(ctx, []fsm.Event{fsm.EventActivate, fsm.EventObservePastDue, fsm.EventCancel})
		if err == nil || errors.As(err, &skip) || errors.As(err, &definite) || errors.As(err, &wrong) || len(all) != 1 {
			t.Errorf("an error that leaves open what happened: %v, %v", all, err)
		}
		if err := s.Seed(ctx, fsm.Configuration{State: fsm.StateSuspended, Generation: 1}); !errors.As(err, &skip) {
			t.Errorf("a seed that cannot be: %v", err)
		}
		if err := s.Advance(ctx, time.Millisecond); !errors.As(err, &definite) {
			t.Errorf("less than a second: %v", err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestParallel: as many sessions at a time as the hello offers, each of its own.
func TestParallel(t *testing.T) {
	each(t, whole(), "whole", func(t *testing.T, a *Adapter) {
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				s, err := a.Open(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				if v, err := s.Deliver(t.Context(), fsm.EventActivate); v != fsm.VerdictApplied {
					t.Errorf("%s, %v", v, err)
				}
				if err := s.(io.Closer).Close(); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if len(a.idle) > 2 || len(a.busy) > 0 || a.sessions != 20 {
			t.Errorf("%d links rest, %d are in use, %d sessions", len(a.idle), len(a.busy), a.sessions)
		}
	})
}

func TestWhatCannotBeStarted(t *testing.T) {
	for _, test := range []struct {
		why  string
		a    *Adapter
		want string
	}{
		{"no program", Stdio(t.Context(), nil, model, Limits{}), "no program is named"},
		{"no such program", Stdio(t.Context(), []string{"./no-such-adapter"}, model, Limits{}), "cannot be started"},
		{"no address", HTTP(t.Context(), "localhost", model, Limits{}), "not http or https"},
		{"another scheme", HTTP(t.Context(), "gopher:x", model, Limits{}), "not http or https"},
	} {
		_, err := test.a.Open(t.Context())
		if err == nil || !strings.Contains(err.Error(), test.want) || errors.As(err, new(*conformance.FaultError)) {
			t.Errorf("%s: %v", test.why, err)
		}
	}
}

func TestServeEndsWithItsInput(t *testing.T) {
	for input, want := range map[string]string{
		"":                                    "",
		`{"n":1,"op":"close","session":"s9"}`: `{"n":1,"error":{"definite":true,"message":"session \"s9\" is not open"}}` + "\n",
		`{"n":1,"op":"open","session":"a"}`:   `{"n":1}` + "\n",
		`{"n":1,"op":"open","session":"a"}` + "\n" + `{"n":2,"op":"dance","session":"a"}`: `{"n":1}` + "\n" + `{"n":2,"error":{"definite":true,"message":"nobody knows how to \"dance\""}}` + "\n",
	} {
		var out bytes.Buffer
		if err := Serve(t.Context(), strings.NewReader(input), &out, bare(), newSubject); err != nil || out.String() != want {
			t.Errorf("%s is answered %s, %v", input, out.String(), err)
		}
	}
	for _, input := range []string{"x\n", `{"n":1,"op":"open","sesion":"a"}` + "\n", "[]\n"} {
		if err := Serve(t.Context(), strings.NewReader(input), io.Discard, bare(), newSubject); !errors.As(err, new(*conformance.FaultError)) {
			t.Errorf("%q is a request: %v", input, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := Serve(ctx, strings.NewReader(""), io.Discard, bare(), newSubject); !errors.Is(err, context.Canceled) {
		t.Errorf("after its end: %v", err)
	}
}

// A starter counts how many copies are being begun at the same time.
type starter struct {
	now, most atomic.Int32
	process   *host
}

func (s *starter) exchange(ctx context.Context, request []byte) ([]byte, error) {
	if bytes.Contains(request, []byte(opHello)) {
		s.most.Store(max(s.most.Load(), s.now.Add(1)))
		time.Sleep(10 * time.Millisecond)
		s.now.Add(-1)
	}
	return s.process.answer(ctx, request)
}

func (s *starter) end(context.Context) *conformance.FaultError { return nil }
func (s *starter) cut() string                                 { return "" }

// TestCopiesStartOneAfterAnother: a copy should have the time of its hello for
// itself, however many are wanted at once.
func TestCopiesStartOneAfterAnother(t *testing.T) {
	c := bare()
	c.Parallel = 8
	s := &starter{process: newHost(c, newSubject)}
	a := newAdapter(t.Context(), model, patient, func(context.Context) (wire, error) { return s, nil })
	var all sync.WaitGroup
	for range c.Parallel {
		all.Go(func() {
			if _, err := a.link(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if most := s.most.Load(); most != 1 {
		t.Errorf("%d copies were begun at the same time", most)
	}
}
