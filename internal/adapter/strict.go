package adapter

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// names returns the names of the members of the one JSON object that a line must
// be, and an error that says what is wrong with it otherwise. Package
// encoding/json alone is too kind for a judge: it takes a member twice, a null for
// nothing, Verdict for verdict, and mends what is no UTF-8.
func names(line []byte) ([]string, error) {
	if !utf8.Valid(line) {
		return nil, errors.New("it is no UTF-8")
	}
	var whole json.RawMessage
	if err := json.Unmarshal(line, &whole); err != nil {
		return nil, fmt.Errorf("it is not one JSON object: %w", err)
	}
	if whole = bytes.TrimSpace(whole); whole[0] != '{' {
		return nil, errors.New("it is JSON, but no object")
	}
	return walk(json.NewDecoder(bytes.NewReader(whole)))
}

// spelt matches every name of a member there is. No other can match one of them
// but for its case.
var spelt = regexp.MustCompile(`^[a-z_]+$`)

// walk reads one value, which is known to be well-formed, and returns the names of
// its members where it is an object.
func walk(d *json.Decoder) ([]string, error) {
	token, err := d.Token()
	switch {
	case err != nil:
		return nil, err
	case token == nil:
		return nil, errors.New("it holds null: leave out what is not there")
	case token == json.Delim('['):
		return nil, elements(d)
	case token == json.Delim('{'):
		return members(d)
	}
	return nil, nil
}

func elements(d *json.Decoder) error {
	for d.More() {
		if _, err := walk(d); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func members(d *json.Decoder) ([]string, error) {
	var found []string
	seen := map[string]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		name := token.(string)
		switch {
		case seen[name]:
			return nil, fmt.Errorf("it holds the member %q twice", name)
		case !spelt.MatchString(name):
			return nil, fmt.Errorf("it holds the unknown member %q", diag.Cut(name, diag.Width))
		}
		seen[name] = true
		found = append(found, name)
		if _, err := walk(d); err != nil {
			return nil, err
		}
	}
	_, err := d.Token()
	return found, err
}

// fits says which member is missing among those that were found, or is none of
// those that are known; the first needed ones of these must be there.
func fits(found []string, known []string, needed int) error {
	for _, name := range found {
		if slices.Contains(known, name) {
			continue
		}
		if hint := diag.DidYouMean(name, known); hint != "" {
			return fmt.Errorf("it holds the unknown member %q: %s", diag.Cut(name, diag.Width), hint)
		}
		return fmt.Errorf("it holds the member %q, and can hold only %s", diag.Cut(name, diag.Width), strings.Join(known, ", "))
	}
	for _, name := range known[:needed] {
		if !slices.Contains(found, name) {
			return fmt.Errorf("it lacks the member %q", name)
		}
	}
	return nil
}

// fill decodes a line whose members were looked at.
func fill(line []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if wrong := new(json.UnmarshalTypeError); errors.As(err, &wrong) {
		return fmt.Errorf("a %s stands in %s", wrong.Value, wrong.Field)
	}
	if err != nil {
		return errors.New(strings.TrimPrefix(err.Error(), "json: "))
	}
	return nil
}
