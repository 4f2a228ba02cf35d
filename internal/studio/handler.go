package studio

import (
	"embed"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"path"
)

// page holds the page as it is served: no part of it is built.
//
//go:embed page
var page embed.FS

// kinds are what the parts of the page are.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
}

// A server answers the requests of the page. It has no state.
type server struct {
	corpus fs.FS
}

// New returns the studio, with a tree of scenario files to browse. It answers those
// requests alone that come to a loopback address, from itself.
func New(corpus fs.FS) http.Handler {
	s := server{corpus}
	mux := http.NewServeMux()
	mux.Handle("/", lookup(http.NotFoundHandler()))
	mux.Handle("/{$}", lookup(part("page.html")))
	mux.Handle("/page/{name}", lookup(http.HandlerFunc(parts)))
	mux.Handle("/page/machine.css", lookup(http.HandlerFunc(machineStyle)))
	mux.Handle("/api/picture", lookup(http.HandlerFunc(machine)))
	mux.Handle("/api/model", lookup(answering(model)))
	mux.Handle("/api/corpus", lookup(answering(s.list)))
	mux.Handle("/api/corpus/{file...}", lookup(answering(s.open)))
	mux.Handle("/api/play", order(answering(play)))
	mux.Handle("/api/act", order(answering(act)))
	return guarded(mux)
}

// parts serves the parts of the page by their names.
func parts(w http.ResponseWriter, r *http.Request) { part(r.PathValue("name")).ServeHTTP(w, r) }

// part serves one part of the page.
func part(name string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		text, err := page.ReadFile("page/" + name)
		if err != nil {
			refuse(w, refused(http.StatusNotFound, "the page has no part %q", name))
			return
		}
		w.Header().Set("Content-Type", kinds[path.Ext(name)])
		_, _ = w.Write(text) // whoever asked is gone, or has it
	})
}

// answering is a handler that answers in JSON.
func answering(answer func(*http.Request) (any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		value, err := answer(r)
		if err != nil {
			refuse(w, err)
			return
		}
		write(w, http.StatusOK, value)
	})
}

// A Refusal is the answer to a request that nothing came of.
type Refusal struct {
	Error string `json:"error"` // a sentence for people, and the way out
}

// refuse answers a request that nothing comes of.
func refuse(w http.ResponseWriter, err error) {
	status := http.StatusInternalServerError
	var known *refusal
	if errors.As(err, &known) {
		status = known.status
	}
	write(w, status, Refusal{err.Error()})
}

func write(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false) // configurations hold angle brackets
	_ = encoder.Encode(value)    // whoever asked is gone, or has it
}

// decode reads the one JSON value of a request, strictly.
func decode(r *http.Request, into any) error {
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			err = errors.New("something stands behind the value")
			if tooLarge := new(http.MaxBytesError); errors.As(more, &tooLarge) {
				err = more
			}
		}
	}
	switch {
	case err == nil:
		return nil
	case errors.As(err, new(*http.MaxBytesError)):
		return refused(http.StatusRequestEntityTooLarge, "the request is larger than %d KiB; a scenario has at most 64", maxBody>>10)
	}
	return refused(http.StatusBadRequest, "the request is not what this interface reads: %w", err)
}
