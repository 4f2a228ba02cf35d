package cli

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/Huzefaaa2/subsim/replay"
)

// A filter chooses scenarios: by name, by tag, or by both. It remembers which of
// its parts matched anything, since a misspelt one must not go unnoticed.
type filter struct {
	names   []*regexp.Regexp
	tags    []string
	mu      sync.Mutex // files are read on several cores
	matched map[string]bool
}

func newFilter(names, tags []string) (*filter, error) {
	f := &filter{matched: map[string]bool{}}
	for _, name := range names {
		if name == "" {
			return nil, errors.New("--run: the regular expression is empty, and would match every scenario")
		}
		pattern, err := regexp.Compile(name)
		if err != nil {
			return nil, fmt.Errorf("--run: %w", err)
		}
		f.names = append(f.names, pattern)
	}
	for _, tag := range tags {
		if tag = strings.TrimSpace(tag); tag == "" {
			return nil, errors.New("--tags: a tag is empty")
		}
		f.tags = append(f.tags, tag)
	}
	return f, nil
}

// keeps reports whether a scenario is chosen: by any of the names and any of the
// tags, where there are such.
func (f *filter) keeps(s *replay.Scenario) bool {
	named, tagged := len(f.names) == 0, len(f.tags) == 0
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, pattern := range f.names {
		if pattern.MatchString(s.Name) {
			named, f.matched[nameKey(pattern)] = true, true
		}
	}
	for _, tag := range f.tags {
		if slices.Contains(s.Tags, tag) {
			tagged, f.matched[tagKey(tag)] = true, true
		}
	}
	return named && tagged
}

func nameKey(p *regexp.Regexp) string { return "no scenario's name matches " + p.String() }

func tagKey(tag string) string { return "no scenario has tag " + tag }

// idle returns an error for the first part that matched nothing.
func (f *filter) idle() error {
	for _, pattern := range f.names {
		if !f.matched[nameKey(pattern)] {
			return nothingError{nameKey(pattern)}
		}
	}
	for _, tag := range f.tags {
		if !f.matched[tagKey(tag)] {
			return nothingError{tagKey(tag)}
		}
	}
	return nil
}
