package adapter

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
)

var model = Model{1, "sha256:0"}

// soon is enough for an answer that does not come.
const soon = 400 * time.Millisecond

// patient are limits that a machine under load keeps.
var patient = Limits{Request: 30 * time.Second, Start: 30 * time.Second, Grace: 30 * time.Second}

// servers are HTTP adapters that answer the hello well, and what follows badly.
var servers = []struct {
	why  string
	do   http.HandlerFunc
	want conformance.Fault
	says string
}{
	{"an error page", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "no such page", http.StatusNotFound)
	}, conformance.FaultBabbled, "open (request 2): the server answers with status 404 Not Found, and 200 was expected\nno such page"},
	{"nothing, and says so", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	}, conformance.FaultBabbled, "204"},
	{"a redirect", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}, conformance.FaultBabbled, "307"},
	{"no answer", func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body) // only then is it noticed that the kit has gone
		<-r.Context().Done()
	}, conformance.FaultHung, "no answer within 400ms"},
	{"a body that never ends", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, " ")
			http.NewResponseController(w).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	}, conformance.FaultHung, "no answer within 400ms"},
	{"a body too long", func(w http.ResponseWriter, _ *http.Request) {
		for range 1 << 10 {
			fmt.Fprint(w, strings.Repeat("x", 2<<10))
		}
	}, conformance.FaultBabbled, "longer than 1048576 bytes"},
	{"a header too long", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X", strings.Repeat("x", 2<<20))
	}, conformance.FaultCrashed, "the connection broke"},
	{"a connection that breaks", func(http.ResponseWriter, *http.Request) {
		panic(http.ErrAbortHandler)
	}, conformance.FaultCrashed, "the connection broke"},
	{"a body that breaks off", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, `{"n":2`)
		panic(http.ErrAbortHandler)
	}, conformance.FaultCrashed, "the connection broke"},
	{"two messages", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"n":2} {"n":3}`)
	}, conformance.FaultBabbled, "not one JSON object"},
	{"a page", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<html></html>`)
	}, conformance.FaultBabbled, "<html>"},
	{"a state that the hello does not promise", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"n":2,"state":"active"}`)
	}, conformance.FaultLied, "none is read"},
}

// afterHello greets well, then lets another answer.
func afterHello(then http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		asked, _ := io.ReadAll(r.Body)
		if strings.Contains(string(asked), `"hello"`) {
			w.Write(line(helloOf(1, bare())))
			return
		}
		then(w, r)
	}
}

func TestServersThatMisbehave(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, test := range servers {
		t.Run(test.why, func(t *testing.T) {
			s := httptest.NewServer(afterHello(test.do))
			limits := patient
			if test.want == conformance.FaultHung {
				limits.Request = soon
			}
			a := HTTP(t.Context(), s.URL, model, limits)
			_, err := a.Open(t.Context())
			wrong := new(conformance.FaultError)
			if !errors.As(err, &wrong) || wrong.Fault != test.want || !strings.Contains(wrong.Message+"\n"+wrong.Evidence, test.says) {
				t.Errorf("%#v, want %s, %s", err, test.want, test.says)
			}
			if err := a.Close(); err != nil {
				t.Error(err)
			}
			s.Close()
		})
	}
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines stay behind", runtime.NumGoroutine()-before)
}

func TestNobodyListens(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	free.Close()
	_, err = HTTP(t.Context(), "http://"+free.Addr().String(), model, Limits{}).Hello(t.Context())
	wrong := new(conformance.FaultError)
	if !errors.As(err, &wrong) || wrong.Fault != conformance.FaultCrashed || !strings.Contains(wrong.Message, "refused") {
		t.Errorf("%v", err)
	}
}

func TestHTTPInterrupted(t *testing.T) {
	s := httptest.NewServer(afterHello(servers[3].do))
	defer s.Close()
	ctx, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer stop()
	a := HTTP(ctx, s.URL, model, patient)
	if _, err := a.Open(t.Context()); !errors.Is(err, context.DeadlineExceeded) || errors.As(err, new(*conformance.FaultError)) {
		t.Errorf("%v", err)
	}
}
