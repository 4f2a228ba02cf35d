package studio

import (
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/Huzefaaa2/subsim/replay"
)

// maxBody is how long a request may be: the longest scenario, whatever its letters
// become in JSON.
const maxBody = 4 * replay.MaxScenario

// A refusal is an error with the status that says so.
type refusal struct {
	status int
	error
}

func (r *refusal) Unwrap() error { return r.error }

func refused(status int, format string, args ...any) error {
	return &refusal{status, fmt.Errorf(format, args...)}
}

// headers keep the page by itself: nothing is loaded from elsewhere, nothing
// elsewhere can frame it or read it.
var headers = map[string]string{
	"Content-Security-Policy": "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
		"object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
	"Referrer-Policy":              "no-referrer",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Embedder-Policy": "require-corp",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Cache-Control":                "no-store",
}

// guarded answers the requests that are the page's own, and no others: a page from
// elsewhere in the same browser reaches loopback addresses too.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		if err := stranger(r); err != nil {
			refuse(w, err)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// stranger says why a request is not the page's own, or nothing.
func stranger(r *http.Request) error {
	if !ours(r) {
		return refused(http.StatusMisdirectedRequest, "%q is not the address of this studio; open the one that subsim serve printed", r.Host)
	}
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		return refused(http.StatusForbidden, "the request comes from another page, %q; the studio answers its own alone", origin)
	}
	site := r.Header.Get("Sec-Fetch-Site")
	if site != "" && site != "same-origin" && site != "none" && strings.HasPrefix(r.URL.Path, "/api/") {
		return refused(http.StatusForbidden, "the request comes from another site; the studio answers its own page alone")
	}
	return nil
}

// ours reports a request to a loopback name, at the port it came in by: a name of
// somebody else's that leads here (DNS rebinding) is no such name.
func ours(r *http.Request) bool {
	local, known := r.Context().Value(http.LocalAddrContextKey).(fmt.Stringer)
	if !known {
		return false
	}
	port := local.String()
	port = port[strings.LastIndexByte(port, ':')+1:]
	name, asked, explicit := strings.Cut(r.Host, ":")
	if !explicit {
		asked = "80"
	}
	return (name == "127.0.0.1" || name == "localhost") && asked == port
}

// lookup lets nothing but reading through.
func lookup(next http.Handler) http.Handler {
	return only(next, http.MethodGet, http.MethodHead)
}

// order lets nothing but JSON that is posted through: no form of another page can
// send that unasked.
func order(next http.Handler) http.Handler {
	return only(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
			refuse(w, refused(http.StatusUnsupportedMediaType, "the request says it is %q; send application/json", r.Header.Get("Content-Type")))
			return
		}
		next.ServeHTTP(w, r)
	}), http.MethodPost)
}

// only lets some methods through.
func only(next http.Handler, methods ...string) http.Handler {
	allowed := strings.Join(methods, ", ")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, method := range methods {
			if r.Method == method {
				next.ServeHTTP(w, r)
				return
			}
		}
		w.Header().Set("Allow", allowed)
		refuse(w, refused(http.StatusMethodNotAllowed, "%s is not answered here; allowed: %s", r.Method, allowed))
	})
}
