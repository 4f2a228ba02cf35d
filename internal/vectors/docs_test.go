package vectors

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

func page(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/vectors.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var python = regexp.MustCompile("(?ms)^```python\n(.*?)^```$")

// TestThePythonRunner: what the page shows runs the vectors, passes a right subject
// and fails a wrong one.
func TestThePythonRunner(t *testing.T) {
	interpreter, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is missing")
	}
	block := python.FindStringSubmatch(page(t))
	if block == nil {
		t.Fatal("the page shows no runner")
	}
	set := of(t, fsm.Standard(), suite.StateReadable(), 2, fsm.EventActivate, fsm.EventCancel)
	wrong := strings.Replace(block[1], `done = {("active", "activate"), `, `done = {("active", "activate"), ("cancelled", "activate"), `, 1)
	if wrong == block[1] {
		t.Fatal("no fault was planted")
	}
	for _, test := range []struct {
		why, runner, says string
		holds             bool
	}{
		{"the subject of the page is right", block[1], "", true},
		{"activate is swallowed after the end", wrong, "cancelled/activate activate want {'verdict': 'rejected', 'state': 'cancelled'} got {'verdict': 'ignored', 'state': 'cancelled'}", false},
	} {
		var file bytes.Buffer
		if err := Write(&file, set.Vectors); err != nil {
			t.Fatal(err)
		}
		command := exec.Command(interpreter, "-c", test.runner)
		command.Stdin = &file
		output, err := command.CombinedOutput()
		if (err == nil) != test.holds || !strings.Contains(string(output), test.says) {
			t.Errorf("%s: %v\n%s", test.why, err, output)
		}
	}
}

// TestTheSizesOnThePage: the numbers that the page tells.
func TestTheSizesOnThePage(t *testing.T) {
	if testing.Short() {
		t.Skip("the long suites take seconds")
	}
	counts := map[int]string{1: "413", 2: "891", 3: "12,914", 4: "98,680", 5: "98,880"}
	set := of(t, fsm.Standard(), suite.StateReadable(), MaxLevel)
	sum := 0
	for level := 1; level <= MaxLevel; level++ {
		for _, v := range set.Vectors {
			if v.Level == level {
				sum++
			}
		}
		if want := strings.ReplaceAll(counts[level], ",", ""); strconv.Itoa(sum) != want {
			t.Errorf("level %d holds %d vectors, and the page says %s", level, sum, want)
		}
	}
	if told := strings.Join(strings.Fields(page(t)), " "); !strings.Contains(told, "these are 413, 891, 12,914, 98,680 and 98,880 vectors") {
		t.Error("the page tells other sizes")
	}
}
