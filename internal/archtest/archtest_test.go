package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/Huzefaaa2/subsim"

// A room is a package, and what it may lean on.
type room struct {
	ours    []string // packages of this module
	outside []string // packages of other modules that have their home here
}

// rooms places every package, lower floors first. A package that is not placed
// fails the test: decide where it lives, and write it down in
// docs/architecture.md too.
var rooms = map[string]room{
	"fsm":                {nil, []string{"github.com/looplab/fsm"}},
	"scenarios":          {nil, nil},
	"internal/diag":      {nil, []string{"github.com/agnivade/levenshtein", "github.com/rivo/uniseg"}},
	"internal/boundary":  {[]string{"internal/diag"}, []string{"golang.org/x/text/unicode/norm"}},
	"replay":             {[]string{"fsm", "internal/diag"}, []string{"go.yaml.in/yaml/v4", "github.com/xhit/go-str2duration/v2"}},
	"internal/export":    {[]string{"fsm"}, nil},
	"internal/picture":   {[]string{"fsm"}, nil},
	"internal/lexicon":   {[]string{"fsm"}, nil},
	"internal/schema":    {[]string{"fsm", "replay", "internal/audit", "internal/history", "internal/logs"}, nil},
	"internal/describe":  {[]string{"fsm", "internal/diag"}, nil},
	"internal/ink":       {nil, []string{"github.com/fatih/color"}},
	"internal/sheet":     {nil, nil},
	"internal/report":    {[]string{"fsm", "replay", "internal/cover", "internal/describe", "internal/diag", "internal/export", "internal/ink", "internal/picture", "internal/sheet"}, nil},
	"internal/cover":     {[]string{"fsm", "replay", "internal/describe", "internal/diag", "internal/ink", "internal/sheet"}, nil},
	"internal/paper":     {[]string{"fsm", "internal/diag"}, nil},
	"internal/diff":      {[]string{"fsm", "replay", "internal/diag", "internal/ink", "internal/paper"}, nil},
	"internal/stepper":   {[]string{"fsm", "replay", "internal/describe", "internal/diag"}, nil},
	"internal/studio":    {[]string{"fsm", "replay", "internal/describe", "internal/diag", "internal/picture"}, nil},
	"internal/suite":     {[]string{"fsm"}, nil},
	"internal/learn":     {[]string{"internal/suite"}, nil},
	"internal/compare":   {[]string{"fsm", "internal/diag", "internal/suite"}, nil},
	"conformance":        {[]string{"fsm", "replay", "internal/compare", "internal/diag", "internal/export", "internal/learn", "internal/suite"}, nil},
	"internal/vectors":   {[]string{"fsm", "internal/export", "internal/suite"}, nil},
	"internal/history":   {[]string{"fsm"}, nil},
	"internal/logs":      {[]string{"fsm", "internal/history"}, []string{"github.com/klauspost/compress/gzip", "github.com/klauspost/compress/zstd", "github.com/parquet-go/parquet-go", "github.com/parquet-go/parquet-go/format", "github.com/zeebo/xxh3"}},
	"internal/audit":     {[]string{"fsm", "internal/export", "internal/history", "internal/logs"}, nil},
	"internal/docket":    {[]string{"fsm", "internal/audit", "internal/diag", "internal/export", "internal/history", "internal/ink", "internal/logs", "internal/picture", "internal/sheet"}, nil},
	"internal/align":     {[]string{"fsm", "internal/history"}, nil},
	"internal/occupancy": {[]string{"fsm"}, nil},
	"internal/simulate":  {[]string{"fsm", "replay", "internal/history", "internal/logs", "internal/occupancy"}, nil},
	"internal/sql":       {[]string{"fsm", "internal/history"}, nil},
	"internal/guard":     {[]string{"fsm", "internal/describe", "internal/export"}, nil},
	"fsmtest":            {[]string{"conformance", "fsm", "replay"}, nil},
	"internal/attest":    {[]string{"fsm", "replay", "conformance", "internal/compare", "internal/describe", "internal/diag", "internal/export", "internal/ink", "internal/picture", "internal/sheet"}, nil},
	"internal/adapter":   {[]string{"fsm", "replay", "conformance", "internal/diag"}, nil},
	"internal/cli": {
		[]string{"fsm", "replay", "scenarios", "conformance", "internal/adapter", "internal/align", "internal/attest", "internal/audit", "internal/boundary", "internal/cover", "internal/describe", "internal/diag", "internal/diff", "internal/docket", "internal/export", "internal/guard", "internal/history", "internal/ink", "internal/lexicon", "internal/logs", "internal/occupancy", "internal/paper", "internal/picture", "internal/report", "internal/schema", "internal/simulate", "internal/sql", "internal/stepper", "internal/studio", "internal/suite", "internal/vectors"},
		[]string{"github.com/schollz/progressbar/v3", "github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/bmatcuk/doublestar/v4", "github.com/fsnotify/fsnotify", "github.com/mattn/go-isatty", "golang.org/x/term"},
	},
	"cmd/subsim":         {[]string{"internal/cli"}, nil},
	"internal/peers":     {nil, nil},                               // for tests alone
	"internal/proofread": {nil, []string{"golang.org/x/net/html"}}, // the same
	"internal/archtest":  {nil, nil},
}

// reserved are the packages of the standard library that only some rooms may
// use: they reach outside the process.
var reserved = map[string][]string{
	"os":        {"internal/adapter", "internal/cli", "internal/peers", "cmd/subsim"}, // adapter: the pipes of a child process
	"os/exec":   {"internal/adapter", "internal/peers"},
	"os/signal": {"cmd/subsim"},
	"net":       {"internal/cli", "internal/studio"},
	"net/http":  {"internal/adapter", "internal/studio"},
	"testing":   {"fsmtest", "internal/peers", "internal/proofread"},
	"time":      {"replay", "conformance", "internal/adapter", "internal/audit", "internal/docket", "internal/logs", "internal/occupancy", "internal/report", "internal/simulate", "internal/stepper", "internal/studio", "internal/cli", "cmd/subsim"}, // the model knows no time
	"unsafe":    {},
	"reflect":   {},
}

// longest is how many lines a file may have before something wants to move out.
const longest = 400

// A source is one Go file of the program; tests are left out.
type source struct {
	name string // from the module's root
	file *ast.File
	end  int // lines
}

func (s source) room() string { return path.Dir(s.name) }

func (s source) imports() []string {
	var paths []string
	for _, spec := range s.file.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		paths = append(paths, p)
	}
	return paths
}

// sources parses the program. What lies in a folder testdata is no part of it; the
// go tool passes over such folders, too. Nor is examples: it stands for the programs
// of others, and the one in Go is a module of its own.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	files := token.NewFileSet()
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && (entry.Name() == "testdata" || name == "examples") {
			return fs.SkipDir
		}
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(files, name, text, parser.ParseComments)
		all = append(all, source{name, file, strings.Count(string(text), "\n")})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < len(rooms) {
		t.Fatalf("only %d files were found; is this the module's root?", len(all))
	}
	return all
}

func TestEveryPackageIsPlaced(t *testing.T) {
	found := map[string]bool{}
	for _, s := range sources(t) {
		found[s.room()] = true
		if _, placed := rooms[s.room()]; !placed {
			t.Errorf("%s: package %s has no place in the house: add it to rooms and to docs/architecture.md", s.name, s.room())
		}
	}
	for name := range rooms {
		if !found[name] {
			t.Errorf("room %s is empty: take it out of rooms", name)
		}
	}
}

func TestImportsGoDown(t *testing.T) {
	for _, s := range sources(t) {
		for _, complaint := range complaints(s) {
			t.Error(complaint)
		}
	}
}

// complaints says which imports of a file are not its room's.
func complaints(s source) []string {
	var found []string
	r := rooms[s.room()]
	for _, p := range s.imports() {
		ours, inside := strings.CutPrefix(p, module+"/")
		users, isReserved := reserved[p]
		switch {
		case inside && !slices.Contains(r.ours, ours):
			found = append(found, fmt.Sprintf("%s: %s may not lean on %s", s.name, s.room(), ours))
		case inside:
		case isReserved && !slices.Contains(users, s.room()):
			found = append(found, fmt.Sprintf("%s: only %v may import %s", s.name, users, p))
		case strings.Contains(strings.Split(p, "/")[0], ".") && !slices.Contains(r.outside, p):
			found = append(found, fmt.Sprintf("%s: %s has no home in %s", s.name, p, s.room()))
		}
	}
	return found
}

// wallClock lists what of package time looks at the machine's clock, or waits
// for it. Instants and durations are values; these are not.
var wallClock = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}

// TestNoWallClock: nothing inside the model or a replay asks what time it is.
func TestNoWallClock(t *testing.T) {
	for _, s := range sources(t) {
		if s.room() != "internal/cli" && s.room() != "cmd/subsim" {
			for _, name := range clocks(s.file) {
				t.Errorf("%s: time.%s: the machine's clock is looked at in internal/cli and cmd alone", s.name, name)
			}
		}
	}
}

// clocks lists the uses of the machine's clock in a file.
func clocks(file *ast.File) []string {
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if of, ok := selector.X.(*ast.Ident); ok && of.Name == "time" && slices.Contains(wallClock, selector.Sel.Name) {
			found = append(found, selector.Sel.Name)
		}
		return true
	})
	return found
}

func TestLooplabStaysInOneFile(t *testing.T) {
	for _, s := range sources(t) {
		if slices.Contains(s.imports(), "github.com/looplab/fsm") && s.name != "fsm/looplab.go" {
			t.Errorf("%s: looplab is imported in fsm/looplab.go alone", s.name)
		}
	}
}

func TestFilesAreShortAndWellNamed(t *testing.T) {
	for _, s := range sources(t) {
		if s.end > longest {
			t.Errorf("%s has %d lines, more than %d: something wants to move out", s.name, s.end, longest)
		}
		for _, vague := range []string{"util", "helper", "common", "types.go", "misc", "pkg/"} {
			if strings.Contains(s.name, vague) {
				t.Errorf("%s: %q says nothing about what lives there", s.name, vague)
			}
		}
	}
}

func TestPackagesAndExportsAreDocumented(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		documented[s.room()] = documented[s.room()] || s.file.Doc != nil
		for _, declaration := range s.file.Decls {
			for _, name := range undocumented(declaration) {
				t.Errorf("%s: exported %s has no sentence", s.name, name)
			}
		}
	}
	for name := range rooms {
		if !documented[name] {
			t.Errorf("package %s has no package comment", name)
		}
	}
}

// undocumented lists the exported names of a declaration that nothing is said
// of. A group's comment speaks for its members.
func undocumented(declaration ast.Decl) []string {
	var names []string
	switch d := declaration.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && !exempt[d.Name.Name] && !ofUnexported(d) {
			names = append(names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if typ, ok := spec.(*ast.TypeSpec); ok && typ.Name.IsExported() && d.Doc == nil && typ.Doc == nil {
				names = append(names, typ.Name.Name)
			}
			if value, ok := spec.(*ast.ValueSpec); ok && value.Names[0].IsExported() && d.Doc == nil && value.Doc == nil {
				names = append(names, value.Names[0].Name)
			}
		}
	}
	return names
}

// ofUnexported reports a method of a type that is not exported: its interface
// says what it means.
func ofUnexported(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return false
	}
	receiver := d.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	name, ok := receiver.(*ast.Ident)
	return ok && !name.IsExported()
}

// exempt are methods whose meaning the standard library fixes.
var exempt = map[string]bool{"Error": true, "String": true}

// TestTheRulesBite holds the rules against files that break them.
func TestTheRulesBite(t *testing.T) {
	for text, why := range map[string]string{
		`import "github.com/Huzefaaa2/subsim/replay"`: "the model leans on the player",
		`import "time"`:                   "a wall clock in the model",
		`import "os"`:                     "the model reaches outside",
		`import "github.com/spf13/cobra"`: "cobra outside its room",
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "fsm/broken.go", "package fsm\n"+text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if len(complaints(source{name: "fsm/broken.go", file: file})) != 1 {
			t.Errorf("%s: no rule complains", why)
		}
	}
	clock, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nimport \"time\"\nvar now = time.Now()\n", parser.SkipObjectResolution)
	if err != nil || len(clocks(clock)) != 1 {
		t.Errorf("a look at the machine's clock is not noticed: %v", err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nfunc Bare() {}\ntype Bare struct{}\n", parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	if len(undocumented(file.Decls[0]))+len(undocumented(file.Decls[1])) != 2 {
		t.Error("undocumented names are not noticed")
	}
}
