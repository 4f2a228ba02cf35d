package studio

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/picture"
)

// A page that allows no style within itself wants a picture's style as a file of
// its own, so that the two are served apart.

// drawn draws the machine of a profile and takes its style out.
func drawn(p fsm.Profile) (svg, style string, err error) {
	var b bytes.Buffer
	if err := picture.Write(&b, fsm.NewTable(p), picture.Options{}); err != nil {
		return "", "", err
	}
	before, rest, _ := strings.Cut(b.String(), "<style>")
	style, after, _ := strings.Cut(rest, "</style>")
	return before + strings.TrimPrefix(after, "\n"), strings.TrimPrefix(style, "\n"), nil
}

// machineStyle serves the style of the picture, which is that of every profile.
func machineStyle(w http.ResponseWriter, _ *http.Request) {
	_, style, err := drawn(fsm.Standard())
	if err != nil {
		refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write([]byte(style)) // whoever asked is gone, or has it
}

// machine serves the picture of a profile, as [pictureOf] asks for it.
func machine(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	p, err := fsm.ParseProfile(query.Get("profile"))
	if without := query["without"]; len(without) > 0 {
		p, err = fsm.NewProfile(query.Get("profile"), without...)
	}
	if err != nil {
		refuse(w, refused(http.StatusBadRequest, "%w", err))
		return
	}
	svg, _, err := drawn(p)
	if err != nil {
		refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	_, _ = w.Write([]byte(svg)) // whoever asked is gone, or has it
}

// pictureOf is where the picture of a profile is served.
func pictureOf(p fsm.Profile) string {
	query := url.Values{"profile": {p.Name()}}
	if builtin, err := fsm.ParseProfile(p.Name()); err != nil || builtin != p {
		query["without"] = p.Without()
	}
	return "/api/picture?" + query.Encode()
}

// boxOf is the picture's id of a state.
func boxOf(s fsm.State) string { return "state-" + s.String() }
