package stepper

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

func ruleCommands() []command {
	return []command{
		{"start", "STATE", "begin anew in a state, or in active+scheduled, unknown<active>", parseStart, completeStates},
		{"reset", "", "begin anew where the session began", alone(func(ctx context.Context, s *Session) (Reply, error) {
			return s.anew(s.told[0].start)
		}), nil},
		{"profile", "[NAME | without A,B]", "say which profile is in force, or play the story under another", parseProfile, completeProfiles},
		{"policy", "[STATE after DURATION EVENT | STATE none]", "say what the deadlines are, or play the story under others", parsePolicy, completePolicy},
	}
}

func parseStart(words []string) (action, error) {
	if len(words) != 1 {
		return nil, errors.New("start takes one state: start past_due")
	}
	c, err := fsm.ParseConfiguration(words[0])
	if impossible := new(fsm.ConfigurationError); errors.As(err, &impossible) {
		return nil, err
	}
	if err != nil {
		name, unknown := expand("state", words[0], append(stateNames(), "none"))
		if unknown != nil {
			return nil, unknown
		}
		c, _ = fsm.ParseConfiguration(name)
	}
	return func(_ context.Context, s *Session) (Reply, error) { return s.anew(c) }, nil
}

// anew begins in a configuration, under the same rules.
func (s *Session) anew(c fsm.Configuration) (Reply, error) {
	next := s.now()
	next.start, next.acts, next.script, next.walked, next.by = c, nil, nil, 0, "start "+c.String()
	life, err := next.begin()
	if err != nil {
		return Reply{}, err
	}
	s.tell(next, life)
	return Reply{Text: s.whereabouts()}, nil
}

func parseProfile(words []string) (action, error) {
	var p fsm.Profile
	var err error
	switch {
	case len(words) == 0:
		return func(_ context.Context, s *Session) (Reply, error) {
			return Reply{Text: diag.Wrap("profile ", s.now().profile.Name())}, nil
		}, nil
	case words[0] == "without" && len(words) > 1:
		p, err = fsm.NewProfile("", strings.FieldsFunc(strings.Join(words[1:], ","), func(r rune) bool { return r == ',' })...)
	case len(words) == 1:
		var name string
		if name, err = expand("profile", words[0], profileNames()); err == nil {
			p, err = fsm.ParseProfile(name)
		}
	default:
		err = errors.New("profile takes one name, or: profile without reactivate,grace_period")
	}
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, s *Session) (Reply, error) {
		next := s.now()
		next.profile = p
		reply, err := s.whatIf(ctx, next, "profile "+p.Name())
		if err == nil && words[0] == "without" {
			reply.Text += warnings(s.Table())
		}
		return reply, err
	}, nil
}

// warnings names the laws that a profile of one's own breaks, each once.
func warnings(t *fsm.Table) string {
	var b strings.Builder
	told := map[int]bool{}
	for _, w := range t.Warnings() {
		if !told[w.Law.Number] {
			told[w.Law.Number] = true
			entry(&b, "warning", w.String())
		}
	}
	return b.String()
}

func profileNames() []string {
	var all []string
	for _, p := range fsm.Profiles() {
		all = append(all, p.Name())
	}
	return all
}

func parsePolicy(words []string) (action, error) {
	if len(words) == 0 {
		return func(_ context.Context, s *Session) (Reply, error) {
			return Reply{Text: policyText(s.now().policy)}, nil
		}, nil
	}
	if len(words) == 2 && words[1] == "none" || len(words) == 4 && words[1] == "after" {
		return parseRule(words)
	}
	return nil, errors.New("write: policy trial after 14d expire, or: policy trial none")
}

// parseRule reads STATE none, or STATE after DURATION EVENT.
func parseRule(words []string) (action, error) {
	name, err := expand("state", words[0], stateNames())
	if err != nil {
		return nil, err
	}
	state := fsm.State(name)
	if state == fsm.StateUnknown {
		return nil, errors.New("unknown has no deadline; nothing is known to run in it")
	}
	if words[1] == "none" {
		return ruled(state, nil), nil
	}
	after, err := replay.ParseDuration(words[2])
	if err != nil {
		return nil, fmt.Errorf("%w; write whole w, d, h, m, s: 14d, 1h30m", err)
	}
	event, err := expand("event", words[3], eventNames())
	if err != nil {
		return nil, err
	}
	return ruled(state, &replay.Rule{After: after, Event: fsm.Event(event)}), nil
}

// ruled plays the story under another deadline of one state; nil is none.
func ruled(state fsm.State, rule *replay.Rule) action {
	return func(ctx context.Context, s *Session) (Reply, error) {
		next := s.now()
		next.policy = maps.Clone(next.policy)
		if next.policy == nil {
			next.policy = replay.Policy{}
		}
		delete(next.policy, state)
		if rule != nil {
			next.policy[state] = *rule
		}
		return s.whatIf(ctx, next, "policy "+ruleText(next.policy, state))
	}
}

func ruleText(p replay.Policy, state fsm.State) string {
	rule, given := p[state]
	if !given {
		return state.String() + " none"
	}
	return fmt.Sprintf("%s after %s %s", state, replay.FormatDuration(rule.After), rule.Event)
}

func policyText(p replay.Policy) string {
	text := ""
	for _, state := range fsm.States() {
		if _, given := p[state]; given {
			text += "policy " + ruleText(p, state) + "\n"
		}
	}
	if text == "" {
		return "no state has a deadline\n"
	}
	return text
}
