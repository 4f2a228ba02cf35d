package sheet

import (
	"bufio"
	_ "embed" // the paper and its style
	"html/template"
	"io"
)

//go:embed sheet.html
var paper string

//go:embed sheet.css
var style string

// A Head is what stands at the top of a page; data of a template embeds it.
type Head struct {
	Tool   string // the command: subsim replay
	Word   string // the verdict, in a word or a few
	Mark   string // what bounds the verdict: partial; often nothing
	Tone   string // how the verdict looks: good, fair, none or bad
	Why    string // the verdict in a sentence; may be empty
	Counts string // what was counted
	// Remarks say why it is less than what was asked for.
	Remarks []string
}

// Parse returns the template of pages whose content is written by the template
// "content" in a text, with further style of its own. Texts that do not parse are a
// slip of the program.
func Parse(content, more string) *template.Template {
	t := template.New("sheet").Funcs(template.FuncMap{
		"style": func() template.CSS { return template.CSS(style + more) },
	})
	template.Must(t.Parse(paper))
	return template.Must(t.Parse(content))
}

// Write fills a template in. A template writes in small pieces; they are gathered.
func Write(w io.Writer, t *template.Template, page any) error {
	out := bufio.NewWriter(w)
	if err := t.Execute(out, page); err != nil {
		return err
	}
	return out.Flush()
}
