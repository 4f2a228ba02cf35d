// Package proofread reads pages as their readers do: one with a screen reader, one
// without a network, one with a printer. [Page] says what is in their way, and
// [Bites] proves that it would notice. It serves tests; no program imports it.
package proofread

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Page says what keeps a page from being read by everybody, or offline.
func Page(text string) (complaints []string) {
	r := &reader{ids: map[string]bool{}}
	r.balance(text)
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return append(r.complaints, err.Error())
	}
	r.visit(root)
	r.conclude()
	return r.complaints
}

// Bites damages a page in every way that Page is to notice; the page must hold a
// table and a picture.
func Bites(t *testing.T, text string) {
	t.Helper()
	for _, damage := range [][2]string{
		{"<caption>", "<p>"}, {`<th scope="row"`, "<th"}, {"<h1>", "<h2>"}, {"<h2>", "<h4>"}, {"</table>", ""}, {"</section>", "</article>"},
		{`<main id="content">`, `<main id="content"><script></script>`}, {`<main id="content">`, `<main id="content" onclick="x">`},
		{`<main id="content">`, `<main id="content"><img src="x.png">`}, {`<main id="content">`, `<div id="content">`},
		{"default-src 'none'", "default-src *"}, {` lang="en"`, ""}, {`role="img"`, ""}, {"<main", `<p id="content"></p><main`},
		{`href="#content"`, `href="#contents"`}, {"<style>", "<style>@import 'x';"}, {"<style>", "<style>p{background:url(x)}"}, {`tabindex="0" `, ""},
	} {
		damaged := strings.Replace(text, damage[0], damage[1], 1)
		if damaged == text {
			t.Errorf("there is no %q to damage", damage[0])
		} else if len(Page(damaged)) == 0 {
			t.Errorf("%q for %q, and nobody complains", damage[1], damage[0])
		}
	}
}

// A reader is on the way through a page.
type reader struct {
	complaints            []string
	ids                   map[string]bool
	links                 []string
	level, mains, titles  int
	language, restriction bool
	tops                  int
}

func (r *reader) say(bad bool, format string, args ...any) {
	if bad {
		r.complaints = append(r.complaints, fmt.Sprintf(format, args...))
	}
}

// alone are elements that have no end.
var alone = map[string]bool{"meta": true, "br": true, "img": true, "link": true, "input": true, "hr": true}

// balance complains of what is opened and not closed, or the other way round, which
// a browser passes over in silence.
func (r *reader) balance(text string) {
	var open []string
	for z := html.NewTokenizer(strings.NewReader(text)); ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			r.say(z.Err() != io.EOF, "%v", z.Err())
			r.say(len(open) > 0, "%q is not closed", open)
			return
		case html.StartTagToken:
			if name, _ := z.TagName(); !alone[string(name)] {
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if n := len(open) - 1; n < 0 || open[n] != string(name) {
				r.say(true, "%s is closed where %q are open", name, open)
				return
			}
			open = open[:len(open)-1]
		}
	}
}

func (r *reader) visit(n *html.Node) {
	if n.Type == html.ElementNode {
		r.element(n)
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		r.visit(child)
	}
}

func (r *reader) element(n *html.Node) {
	has := map[string]string{}
	for _, a := range n.Attr {
		has[a.Key] = a.Val
		r.attribute(n, a)
	}
	switch n.Data {
	case "html":
		r.language = has["lang"] != ""
	case "title":
		if n.Namespace == "" {
			r.titles++
		}
	case "main":
		r.mains++
	case "script", "iframe", "object", "embed", "link":
		r.say(true, "it holds a %s", n.Data)
	case "meta":
		r.restriction = r.restriction || strings.Contains(has["content"], "default-src 'none'")
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.heading(int(n.Data[1] - '0'))
	case "table":
		r.say(n.FirstChild == nil || first(n) != "caption", "a table has no caption")
	case "th":
		r.say(has["scope"] == "", "the head of a table has no scope")
	case "svg":
		r.say(has["aria-hidden"] != "true" && (has["role"] != "img" || has["aria-label"]+has["aria-labelledby"] == ""), "a picture has no name")
	case "style":
		css := n.FirstChild.Data
		r.say(strings.Contains(css, "@import") || strings.Contains(css, "url("), "its style asks for another file")
	}
	if has["class"] == "scroll" {
		r.say(has["tabindex"] != "0" || has["role"] != "region" || has["aria-label"] == "", "what scrolls cannot be reached by keys, or has no name")
	}
}

func (r *reader) attribute(n *html.Node, a html.Attribute) {
	switch {
	case strings.HasPrefix(a.Key, "on"):
		r.say(true, "%s has a script: %s", n.Data, a.Key)
	case a.Key == "id":
		r.say(r.ids[a.Val], "two things have the id %s", a.Val)
		r.ids[a.Val] = true
	case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
		r.links = append(r.links, a.Val[1:])
	case a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "srcset":
		r.say(true, "%s asks for %s", n.Data, a.Val)
	case a.Key == "style":
		r.say(strings.Contains(a.Val, "url("), "%s asks for %s", n.Data, a.Val)
	}
}

func (r *reader) heading(level int) {
	if level == 1 {
		r.tops++
	}
	r.say(level > r.level+1, "a heading of level %d follows one of level %d", level, r.level)
	r.level = level
}

// first is the name of the first element within another.
func first(n *html.Node) string {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode {
			return child.Data
		}
	}
	return ""
}

func (r *reader) conclude() {
	r.say(r.tops != 1, "it has %d main headings", r.tops)
	r.say(r.mains != 1, "it has %d main parts", r.mains)
	r.say(r.titles != 1, "it has %d titles", r.titles)
	r.say(!r.language, "it has no language")
	r.say(!r.restriction, "it may ask for other files")
	for _, link := range r.links {
		r.say(!r.ids[link], "a link to #%s leads nowhere", link)
	}
}
