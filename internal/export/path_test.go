package export

import (
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

func TestMermaidPath(t *testing.T) {
	var b strings.Builder
	legs := []Leg{
		{1, fsm.EventRenew, fsm.StateNone, fsm.StateNone, "not_started"},
		{2, fsm.EventActivate, fsm.StateNone, fsm.StateActive, ""},
		{3, fsm.EventRenew, fsm.StateActive, fsm.StateActive, ""},
		{4, fsm.EventSuspend, fsm.StateActive, fsm.StateSuspended, ""},
		{5, fsm.EventResume, fsm.StateSuspended, fsm.StateActive, ""},
		{6, fsm.EventStartTrial, fsm.StateActive, fsm.StateActive, "not_allowed; \"so\""},
	}
	if err := MermaidPath(&b, fsm.StateNone, legs); err != nil {
		t.Fatal(err)
	}
	const want = `stateDiagram-v2
    [*] --> not_started
    not_started : none
    not_started : ✗ 1 renew, not_started
    active : active
    not_started --> active : 2 activate
    active : 3 renew
    suspended : suspended
    active --> suspended : 4 suspend
    suspended --> active : 5 resume
    active : ✗ 6 start_trial, not_allowed#59; #34;so#34;
    classDef ready fill:#d7f0dd,stroke:#2e7d4f,stroke-width:1px,color:#12351f
    class active ready
    classDef published fill:#f9dcd9,stroke:#b3443a,stroke-width:3px,color:#471814
    class suspended published
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
