package scenarios_test

import (
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

const readme = "README.md"

// stories is how many stories of the wild the corpus tells, numbered from 1.
const stories = 30

// TestReadme compares what README.md repeats between markers with the tags of
// the corpus; UPDATE=1 writes it anew.
func TestReadme(t *testing.T) {
	all := corpus(t)
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	filled := string(text)
	for name, table := range map[string]string{"stories": storyTable(all), "laws": lawTable(all), "failures": failureTable(all)} {
		section := regexp.MustCompile(`(?s)<!-- generated: ` + name + ` -->\n.*?<!-- end generated -->`)
		if len(section.FindAllString(filled, -1)) != 1 {
			t.Fatalf("%s does not hold the section %s once", readme, name)
		}
		filled = section.ReplaceAllLiteralString(filled, "<!-- generated: "+name+" -->\n\n"+table+"\n<!-- end generated -->")
	}
	switch {
	case filled == string(text):
	case os.Getenv("UPDATE") != "":
		if err := os.WriteFile(readme, []byte(filled), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s is stale; write it anew with UPDATE=1 go test ./scenarios", readme)
	}
}

// TestReadmeNamesEveryFolder holds the list of folders against those there are.
func TestReadmeNamesEveryFolder(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, row := range regexp.MustCompile(`(?m)^\| \[([a-z-]+)\]\(([a-z-]+)\) \|`).FindAllStringSubmatch(string(text), -1) {
		if row[1] != row[2] {
			t.Errorf("the folder %s leads to %s", row[1], row[2])
		}
		told = append(told, row[1])
	}
	if there := folders(corpus(t), ""); !slices.Equal(told, there) {
		t.Errorf("%s tells of %v, there are %v", readme, told, there)
	}
}

// TestStoriesAndLawsAreTold wants a scenario for each number, and no number that
// there is none for.
func TestStoriesAndLawsAreTold(t *testing.T) {
	all := corpus(t)
	for kind, last := range map[string]int{"story": stories, "law": len(fsm.Laws())} {
		told := map[string]bool{}
		for _, s := range all {
			for _, tag := range s.Tags {
				if strings.HasPrefix(tag, kind+"-") {
					told[tag] = true
				}
			}
		}
		for n := 1; n <= last; n++ {
			tag := kind + "-" + strconv.Itoa(n)
			if !told[tag] {
				t.Errorf("no scenario is tagged %s", tag)
			}
			delete(told, tag)
		}
		for tag := range told {
			t.Errorf("there is no %s", tag)
		}
	}
	for _, s := range all {
		numbered := slices.ContainsFunc(s.Tags, func(tag string) bool { return strings.HasPrefix(tag, "story-") })
		if numbered != slices.Contains(s.Tags, "story") {
			t.Errorf("%s: story stands beside the number of a story, and the other way round", s.Place())
		}
	}
}

func storyTable(all []*replay.Scenario) string {
	var b strings.Builder
	b.WriteString("| story | scenario | file |\n|---|---|---|\n")
	for n := 1; n <= stories; n++ {
		for _, s := range tagged(all, "story-"+strconv.Itoa(n)) {
			fmt.Fprintf(&b, "| %d | %s | [%s](%s) |\n", n, s.Name, strings.TrimSuffix(s.File(), replay.Extension), s.File())
		}
	}
	return b.String()
}

func lawTable(all []*replay.Scenario) string {
	var b strings.Builder
	b.WriteString("| tag | law | folders |\n|---|---|---|\n")
	for _, law := range fsm.Laws() {
		tag := "law-" + strconv.Itoa(law.Number)
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", tag, law.Name, strings.Join(folders(all, tag), ", "))
	}
	return b.String()
}

func failureTable(all []*replay.Scenario) string {
	var b strings.Builder
	b.WriteString("| tag | what goes wrong | folders |\n|---|---|---|\n")
	for _, f := range failures {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.tag, f.what, strings.Join(folders(all, f.tag), ", "))
	}
	return b.String()
}

// tagged returns the scenarios with a tag; the empty tag is any.
func tagged(all []*replay.Scenario, tag string) (some []*replay.Scenario) {
	for _, s := range all {
		if tag == "" || slices.Contains(s.Tags, tag) {
			some = append(some, s)
		}
	}
	return some
}

// folders returns where the scenarios with a tag are, sorted.
func folders(all []*replay.Scenario, tag string) (names []string) {
	for _, s := range tagged(all, tag) {
		names = append(names, path.Dir(s.File()))
	}
	slices.Sort(names)
	return slices.Compact(names)
}
