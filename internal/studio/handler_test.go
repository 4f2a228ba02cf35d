package studio

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/scenarios"
)

// studio starts one for a test and returns its address.
func studio(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(New(scenarios.Corpus))
	t.Cleanup(server.Close)
	return server.URL
}

// post sends a value and reads the answer into another; the status is to be the one
// that is wanted.
func post(t *testing.T, url string, value any, want int, into any) {
	t.Helper()
	body, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != want {
		t.Fatalf("status %d, want %d: %s %v", response.StatusCode, want, text, err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

const short = "name: short\nsteps:\n  - event: activate\n    expect: active\n"

// TestNobodyElseIsAnswered sends what the page does not send.
func TestNobodyElseIsAnswered(t *testing.T) {
	url := studio(t)
	host := strings.TrimPrefix(url, "http://")
	_, port, _ := net.SplitHostPort(host)
	good := `{"scenario":"name: x","line":1}`
	for _, test := range []struct {
		why          string
		method, path string
		body         string
		change       func(*http.Request)
		status       int
		says         string
	}{
		{"the page itself", "GET", "/", "", nil, 200, "<!doctype html>"},
		{"by the other name of the same machine", "GET", "/", "", func(r *http.Request) { r.Host = "localhost:" + port }, 200, ""},
		{"a play of its own", "POST", "/api/play", good, func(r *http.Request) { r.Header.Set("Origin", url); r.Header.Set("Sec-Fetch-Site", "same-origin") }, 200, "problems"},
		{"somebody's name that leads here", "GET", "/api/model", "", func(r *http.Request) { r.Host = "rebound.example:" + port }, 421, "not the address"},
		{"no port", "GET", "/", "", func(r *http.Request) { r.Host = "127.0.0.1" }, 421, "not the address"},
		{"another port", "GET", "/", "", func(r *http.Request) { r.Host = "127.0.0.1:1" }, 421, "not the address"},
		{"a name that only begins so", "GET", "/", "", func(r *http.Request) { r.Host = "localhost.example:" + port }, 421, "not the address"},
		{"a page from elsewhere", "POST", "/api/play", good, func(r *http.Request) { r.Header.Set("Origin", "http://"+"elsewhere.example") }, 403, "another page"},
		{"a page without an origin", "POST", "/api/act", good, func(r *http.Request) { r.Header.Set("Origin", "null") }, 403, "another page"},
		{"a page on another port", "POST", "/api/play", good, func(r *http.Request) { r.Header.Set("Origin", "http://"+"127.0.0.1:1") }, 403, "another page"},
		{"the same over https, which it does not speak", "POST", "/api/play", good, func(r *http.Request) { r.Header.Set("Origin", "https://"+host) }, 403, "another page"},
		{"another site, reading", "GET", "/api/model", "", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403, "another site"},
		{"another local server, reading", "GET", "/api/corpus", "", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }, 403, "another site"},
		{"a link from elsewhere to the page", "GET", "/", "", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 200, ""},
		{"a form, which needs no leave", "POST", "/api/play", good, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, 415, "application/json"},
		{"no type at all", "POST", "/api/play", good, func(r *http.Request) { r.Header.Del("Content-Type") }, 415, "application/json"},
		{"a type with a parameter", "POST", "/api/play", good, func(r *http.Request) { r.Header.Set("Content-Type", "application/json; charset=utf-8") }, 200, ""},
		{"a method that plays nothing", "GET", "/api/play", "", nil, 405, "allowed: POST"},
		{"a method that changes nothing", "DELETE", "/api/corpus", "", nil, 405, "allowed: GET, HEAD"},
		{"a post to the page", "POST", "/", "", nil, 405, "allowed: GET, HEAD"},
		{"a head of the page", "HEAD", "/", "", nil, 200, ""},
		{"no such page", "GET", "/elsewhere", "", nil, 404, ""},
		{"a part of the page", "GET", "/page/page.js", "", nil, 200, "import"},
		{"no such part", "GET", "/page/page.go", "", nil, 404, "no part"},
		{"a way out of the page", "GET", "/page/..%2fdoc.go", "", nil, 404, "no part"},
		{"a way out of the corpus", "GET", "/api/corpus/..%2f..%2fgo.mod", "", nil, 404, "holds no"},
		{"a file that is none of its", "GET", "/api/corpus/embed.go", "", nil, 404, "holds no"},
		{"a line beyond the file", "GET", "/api/corpus/dunning/recovery.subsim.yaml?line=9999", "", nil, 404, "no scenario"},
		{"a line that is none", "GET", "/api/corpus/dunning/recovery.subsim.yaml?line=x", "", nil, 404, "no scenario"},
		{"a body that is too large", "POST", "/api/play", `{"scenario":"` + strings.Repeat("x", maxBody) + `"}`, nil, 413, "larger than 256 KiB"},
		{"too large behind the value", "POST", "/api/play", good + strings.Repeat(" ", maxBody), nil, 413, "larger than"},
		{"no JSON", "POST", "/api/play", "name: x", nil, 400, "not what this interface reads"},
		{"nothing", "POST", "/api/play", "", nil, 400, "not what this interface reads"},
		{"a field that nothing reads", "POST", "/api/play", `{"scenario":"x","upto":3}`, nil, 400, "upto"},
		{"two values", "POST", "/api/play", good + good, nil, 400, "behind the value"},
		{"a picture of no profile", "GET", "/api/picture?profile=nonsense", "", nil, 400, "nonsense"},
		{"a picture without what there is not", "GET", "/api/picture?profile=x&without=nonsense", "", nil, 400, "nonsense"},
	} {
		request, err := http.NewRequest(test.method, url+test.path, strings.NewReader(test.body))
		if err != nil {
			t.Fatal(err)
		}
		if test.method == "POST" {
			request.Header.Set("Content-Type", "application/json")
		}
		if test.change != nil {
			test.change(request)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatalf("%s: %v", test.why, err)
		}
		text, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != test.status || !strings.Contains(string(text), test.says) {
			t.Errorf("%s: status %d, want %d: %s", test.why, response.StatusCode, test.status, text)
		}
		for name, value := range headers {
			if response.Header.Get(name) != value {
				t.Errorf("%s: the answer has no %s", test.why, name)
			}
		}
		if response.StatusCode == 405 && response.Header.Get("Allow") == "" {
			t.Errorf("%s: the answer does not say what is allowed", test.why)
		}
	}
}

// TestAConnectionOfUnknownOriginIsRefused: where nobody knows by which address a
// request came in, it is not answered.
func TestAConnectionOfUnknownOriginIsRefused(t *testing.T) {
	recorder := httptest.NewRecorder()
	request := httptest.NewRequest("GET", "/", nil)
	request.Host = "127.0.0.1:80"
	New(scenarios.Corpus).ServeHTTP(recorder, request)
	if recorder.Code != http.StatusMisdirectedRequest {
		t.Errorf("status %d", recorder.Code)
	}
}

// TestProblemsSayWhereTheyAre: lines and columns count from 1, and letters as one.
func TestProblemsSayWhereTheyAre(t *testing.T) {
	var a Answer
	post(t, studio(t)+"/api/play", Play{Scenario: "name: 🙂\nsteps:\n  - {event: activate, expect: activ}\n  - {about: \"🙂\", event: recovr}\n"}, 200, &a)
	got := ""
	for _, p := range a.Problems {
		got += fmt.Sprintf("%d:%d-%d %s %s\n", p.Line, p.Column, p.End, p.Message, p.Note)
	}
	want := "3:31-36 \"activ\" is not the name of a state or a verdict did you mean active?\n" +
		"4:6-11 unknown key \"about\" in a step \n" +
		"4:25-31 \"recovr\" is not the name of an event did you mean recover?\n"
	if got != want || a.Story != nil {
		t.Errorf("got\n%s", got)
	}
}

// TestServeEnds: the context ends it, with what is under way.
func TestServeEnds(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- Serve(ctx, l, New(scenarios.Corpus)) }()
	response, err := http.Get("http://" + l.Addr().String() + "/api/model")
	if err != nil || response.StatusCode != 200 {
		t.Fatal(response, err)
	}
	response.Body.Close()
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp4", l.Addr().String()); err == nil {
		t.Error("it still listens")
	}
}

// TestAPlayEndsWithItsReader: who is gone needs no answer.
func TestAPlayEndsWithItsReader(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := tell(ctx, short, 1); err == nil {
		t.Error("it was played to its end")
	}
}
