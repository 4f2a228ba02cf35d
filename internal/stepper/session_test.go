package stepper

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// A judge is a test of either kind.
type judge interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// begin returns a session at the beginning of everything.
func begin(t judge) *Session {
	t.Helper()
	s, err := New(Setup{Profile: fsm.Standard(), Clock: replay.DefaultClock})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// play does lines, separated by semicolons, and returns the last answer; an
// error counts as one, and must not come before the last line.
func play(t judge, s *Session, lines string) string {
	t.Helper()
	text := ""
	all := strings.Split(lines, ";")
	for i, line := range all {
		reply, err := s.Do(context.Background(), strings.TrimSpace(line))
		if err != nil && i < len(all)-1 {
			t.Fatalf("%s: %v", line, err)
		}
		text = reply.Text
		if err != nil {
			text = "error: " + err.Error()
		}
		if reply.Save != nil {
			text = string(reply.Save.Content)
		}
	}
	return text
}

func TestSession(t *testing.T) {
	for _, c := range []struct{ lines, want, prompt, why string }{
		{"activate", `(?s)^activate in none: applied -> active\n  because .*\n  steady   published: -, ours: ready\n  legal .*\n  clock    2026-01-01 00:00\n$`, "2026-01-01 00:00 active> ", "an answer tells verdict, reason, readings, what is legal, the clock"},
		{"start past_due; lose", `published: blocked, ours: blocked`, "2026-01-01 00:00 unknown<past_due>> ", "published and ours stand apart, a gap shows what was known"},
		{"start cancelled; recover", `(?s)recover in cancelled: rejected \(ended\).*route    to active: reactivate`, "", "a refusal says the way"},
		{"act", `^activate in none`, "", "the beginning of a name is enough"},
		{"re", `error: "re" could be renew, recover, resume, reactivate, redo, reset`, "2026-01-01 00:00 none> ", "an ambiguous beginning lists what it could be"},
		{"start", `error: start takes one state`, "", "a whole name wins over what begins with it"},
		{"actvate", `error: there is no command or event "actvate", did you mean activate\?`, "", "a slip is told with the nearest name"},
		{"active", `error: active is a state; start active begins in it, observe_active names it`, "", "a state is no event"},
		{"activate now", `error: there is no word behind an event: "now"`, "", "an event carries three things"},
		{"activate id", `error: id needs a value`, "", "a value is missing"},
		{"activate id a id b", `error: id is there twice`, "", "one id is enough"},
		{"activate effective 2026-02-01", `error: only schedule_cancellation has an effective`, "", "as in scenario files"},
		{"activate; schedule effective 2026-01-01", `error: effective lies later than now, and the clock stands at 2026-01-01 00:00`, "", "as in scenario files"},
		{"activate; schedule at 2026-02-01 effective 2026-02-01", `error: effective lies later`, "2026-01-01 00:00 active> ", "now is where at moves the clock"},
		{"activate; sched effective 2026-02-01; until 2026-02-01 00:00", `^2026-02-01 00:00  deadline: cancel in active\+scheduled: applied -> cancelled`, "", "a scheduled cancellation takes effect; an instant as the prompt has it"},
		{"activate id d-1; activate id d-1", `(?s)ignored \(duplicate\)\n  because  this event id was already seen`, "", "an id counts once"},
		{"activate at 2026-03-01T10:00:00Z", "clock    2026-03-01 10:00\n", "2026-03-01 10:00 active> ", "at moves the clock"},
		{"advance 2d; activate at 2026-01-02", "activate in none: applied -> active, late\n", "2026-01-03 00:00 active> ", "what happened before now is late"},
		{"advance 0d", `error: advance moves the clock by more than nothing`, "", "check is for that"},
		{"advance 1.5d", `error: "1.5d" is no duration`, "", "whole units"},
		{"advance 100000d; until 2026-02-01", `error: time never runs backwards; the clock stands at`, "", "no way back but undo"},
		{"until soon", `error: "soon" is no instant`, "", "not a word"},
		{"until 9999-12-31; advance 2d", `error: the clock would pass the year 9999`, "", "files end there too"},
		{"next", `error: no deadline is pending`, "", "nothing to wait for"},
		{"policy trial after 14d expire; start_trial; next", `^2026-01-15 00:00  deadline: expire in trial: applied -> expired`, "2026-01-15 00:00 expired> ", "next goes where the deadline is"},
		{"policy trial after 0s expire; start_trial; next", `^2026-01-01 00:00  deadline: expire`, "2026-01-01 00:00 expired> ", "a deadline of this instant fires where the clock stands"},
		{"policy unknown after 1d cancel", `error: unknown has no deadline`, "", "nothing runs in a gap"},
		{"policy active after 0s start_grace; policy grace after 0s recover", `error: the policy would fire for ever in one instant: active -start_grace-> grace_period -recover-> active`, "", "a cycle is spelled out"},
		{"policy past_due after 1d suspend; profile store", `error: the policy speaks of past_due, which profile store does not have; policy past_due none ends that`, "", "rules must make sense together"},
		{"start trial; profile marketplace", `error: impossible configuration trial`, "", "the start belongs to the story"},
		{"policy trial after 14d expire; policy", "^policy trial after 14d expire\n$", "", "the rules can be read"},
		{"policy trial after 14d expire; policy trial none; policy", "^no state has a deadline\n$", "", "and taken back"},
		{"policy trial 14d", `error: write: policy trial after 14d expire`, "", "how it is written"},
		{"activate; fail; start_grace; recover; profile processor", `(?s)^profile processor: 2 of 4 steps come out differently\n  step 3, start_grace\n    was start_grace in past_due: applied -> grace_period\n    now start_grace in past_due: rejected \(profile\)\n  step 4`, "2026-01-01 00:00 active> ", "what if the rules were others"},
		{"policy trial after 14d expire; start_trial; until 2026-01-20; policy trial after 30d expire", `(?s)1 of 2 steps.*step 2, until 2026-01-20 00:00\n    was 2026-01-15 00:00  deadline: expire.*\n    now nothing fell due in trial\n.*next deadline: expire, 2026-01-31`, "2026-01-20 00:00 trial> ", "what if the trial were longer"},
		{"activate; profile strict", `^profile strict: every step comes out as before`, "", "no difference is said too"},
		{"profile without reactivate, suspend; profile", `^profile standard without suspend, reactivate\n$`, "", "a profile of one's own"},
		{"profile without observe_trial", `  warning  law 6`, "", "one that breaks a law is accepted with a warning"},
		{"name A; activate; name B; undo; save x", "^name: A\n", "", "a name is taken back too"},
		{"profile stri", `^profile strict: in force`, "", "profiles are abbreviated too"},
		{"activate; undo", `^took back: activate\nin none after 0 steps`, "2026-01-01 00:00 none> ", "one step back"},
		{"undo", `error: there is nothing to undo`, "", ""},
		{"activate; undo 2", `error: only 1 can be undone`, "", ""},
		{"activate; redo", `error: there is nothing to redo`, "", ""},
		{"activate; undo; redo", `^did again: activate\nin active after 1 step\n`, "", "and forth"},
		{"policy trial after 14d expire; start_trial; advance 20d; undo", `clock    2026-01-01 00:00; next deadline: expire, 2026-01-15 00:00`, "2026-01-01 00:00 trial> ", "undo over a clock move brings the deadline back"},
		{"activate id d-1; undo; activate id d-1", `applied -> active`, "", "an undone id was not seen"},
		{"activate; profile strict; start trial; advance 1d; advance 2d; advance 3d; check; undo 7", `^took back: activate; profile strict; start trial; advance 1d; advance 2d; and 2\n           more\nin none`, "", "what was taken back is named"},
		{"activate; profile strict; undo; profile", "^profile standard\n$", "", "rules are undone too"},
		{"activate; cancel; reactivate; undo; redo", `generation 2`, "", "a generation is told"},
		{"activate; reset", `^in none after 0 steps`, "", "anew"},
		{"activate; advance 1d; start unknown<active>", `^in unknown<active> after 0 steps`, "2026-01-01 00:00 unknown<active>> ", "anew in a gap; the clock begins anew too"},
		{"start active+", `error: there is no state "active\+"`, "", ""},
		{"start cancelled+scheduled", `error: impossible configuration`, "", "no subscription is so"},
		{"legal", `activate +-> active`, "", "every event's effect"},
		{"activate; why recover", `(?s)^recover in active: ignored \(already\)`, "2026-01-01 00:00 active> ", "why changes nothing"},
		{"activate; advance 1d; check; trail", `(?s)^began in none at 2026-01-01 00:00, profile standard\n   1  activate\n        activate in none: applied -> active\n   2  advance 1d\n        nothing fell due in active\n   3  check\n`, "", "what happened"},
		{"help fail", "^fail_renewal \\[at INSTANT\\] \\[id ID\\]\n  a renewal", "", "help on an event"},
		{"advance help", "^advance DURATION\n", "", "every command has help"},
		{"help", "events: start_trial", "", "the whole language"},
		{"quit now", "error: nothing goes here: now", "", ""},
		{"undo often", "error: want a number from 1", "", ""},
		{"forward", "error: no scenario is loaded", "", ""},
		{"save x", "error: nothing happened yet", "", "an empty file would be no scenario"},
		{"activate \x1b[2J", "error: the line holds an invisible character", "", "no escape codes on anybody's terminal"},
		{"name \xff", "error: the line is no UTF-8", "", "it could not be saved"},
		{"# a comment", "^$", "2026-01-01 00:00 none> ", "comments do nothing"},
		{"", "^$", "", "nor do empty lines"},
	} {
		t.Run(c.lines, func(t *testing.T) {
			s := begin(t)
			if got := play(t, s, c.lines); !regexp.MustCompile(c.want).MatchString(got) {
				t.Errorf("%s: want %s, got\n%s", c.why, c.want, got)
			}
			if c.prompt != "" && s.Prompt() != c.prompt {
				t.Errorf("%s: the prompt is %q, want %q", c.why, s.Prompt(), c.prompt)
			}
		})
	}
}

// TestRunawayLeavesTheSessionWhereItWas moves the clock so far that too many
// deadlines would fire: nothing happened then.
func TestRunawayLeavesTheSessionWhereItWas(t *testing.T) {
	s := begin(t)
	play(t, s, "policy active after 1s start_grace; policy grace_period after 1s recover; activate; advance 10s")
	before, trail := s.Prompt(), play(t, s, "trail")
	if got := play(t, s, "advance 1000d"); got != "error: "+replay.ErrTooMany.Error() {
		t.Fatalf("got %s", got)
	}
	if s.Prompt() != before || play(t, s, "trail") != trail {
		t.Errorf("the session is at %s, not at %s", s.Prompt(), before)
	}
	if got := play(t, s, "advance 1s"); !strings.Contains(got, "00:00:11  deadline") {
		t.Errorf("it does not go on: %s", got)
	}
}

// TestUnsavedStepsAreAskedFor once, where there is somebody to ask.
func TestUnsavedStepsAreAskedFor(t *testing.T) {
	for _, c := range []struct {
		careful bool
		lines   string
		quit    bool
		why     string
	}{
		{true, "quit", true, "nothing to lose"},
		{true, "activate; quit", false, "a step would be lost"},
		{true, "activate; quit; quit", true, "asked once"},
		{true, "activate; quit; undo; redo; quit", false, "something else came between"},
		{true, "activate; save x; quit", true, "it is saved"},
		{true, "activate; save x; renew; quit", false, "more happened since"},
		{true, "activate; save x; renew; undo; quit", true, "back at what was saved"},
		{true, "activate; save x; undo; activate; quit", false, "another story than the saved one"},
		{false, "activate; quit", true, "nobody to ask"},
	} {
		s, err := New(Setup{Profile: fsm.Standard(), Clock: replay.DefaultClock, Careful: c.careful})
		if err != nil {
			t.Fatal(err)
		}
		var last Reply
		for _, line := range strings.Split(c.lines, ";") {
			if last, err = s.Do(context.Background(), strings.TrimSpace(line)); err != nil {
				t.Fatal(err)
			}
			if last.Save != nil {
				s.Saved(last.Save.Name)
			}
		}
		if last.Quit != c.quit {
			t.Errorf("%s: quit is %v: %s", c.lines, last.Quit, c.why)
		}
	}
}

func TestComplete(t *testing.T) {
	for _, c := range []struct{ lines, line, want, ways, why string }{
		{"", "act", "activate ", "", "one way is taken"},
		{"activate", "s", "s", "schedule_cancellation start_grace suspend start show save save! start_trial", "legal events, then commands, then the others"},
		{"", "", "", "", "see TestCompleteNothing"},
		{"", "observe_p", "observe_past_due ", "", ""},
		{"", "start p", "start past_due ", "", "states"},
		{"", "profile ma", "profile marketplace ", "", "profiles"},
		{"", "policy trial a", "policy trial after ", "", "a rule's words"},
		{"", "policy trial after 14d exp", "policy trial after 14d expire ", "", "a rule's event"},
		{"", "why rec", "why recover ", "", "events"},
		{"", "sched effective", "sched effective ", "", "behind an abbreviation"},
		{"", "activate i", "activate id ", "", "what an event carries"},
		{"", "activate id a", "activate id a", "", "but no value"},
		{"", "help unt", "help until ", "", ""},
		{"", "save tr", "save trials/", "", "a folder goes on"},
		{"", "xyz", "xyz", "", "nothing begins so"},
		{"", "xyz act", "xyz act", "", "nothing follows a slip"},
		{"", "check a", "check a", "", "check takes nothing"},
	} {
		s, _ := New(Setup{Clock: replay.DefaultClock, Files: func(string) []string { return []string{"trials/"} }})
		play(t, s, c.lines)
		got, ways := s.Complete(c.line)
		if c.line != "" && (got != c.want || strings.Join(ways, " ") != c.ways) {
			t.Errorf("%q becomes %q %v, want %q [%s]: %s", c.line, got, ways, c.want, c.ways, c.why)
		}
	}
}

// TestCompleteNothing lists what is legal and the commands, not all 22 events.
func TestCompleteNothing(t *testing.T) {
	s := begin(t)
	play(t, s, "start cancelled")
	_, ways := s.Complete("")
	if got := strings.Join(ways, " "); !strings.HasPrefix(got, "lose_contact reactivate advance until ") {
		t.Errorf("got %s", got)
	}
}
