package audit

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"

	"github.com/Huzefaaa2/subsim/internal/export"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// stateFormat begins every state file; the number is its version.
const stateFormat = "subsim-audit-state 3\n"

// A stateHead says what a state file was made of; what differs cannot be gone on
// with. It is one line of JSON.
type stateHead struct {
	Model         int           `json:"model"` // version
	Digest        string        `json:"digest"`
	Profile       string        `json:"profile"`
	Kind          history.Kind  `json:"kind"`
	Sampled       bool          `json:"sampled"`
	Midway        bool          `json:"midway"`
	Sets          []history.Set `json:"sets"` // by node
	Subscriptions int64         `json:"subscriptions"`
	Deliveries    int64         `json:"deliveries"`
}

// Save writes what is known of every subscription, for [Audit.Load]: fingerprints,
// and no identifier. The layout, little-endian throughout:
//
//	"subsim-audit-state 3", a line break
//	the head, one line of JSON
//	for each subscription: a slot: fingerprint (8 and 2 bytes), instant (8), word (3)
//	for each delivery: fingerprint (8 and 2 bytes)
//	the SHA-256 of all that (32 bytes)
//
// Equal logs make equal files.
func (a *Audit) Save(to io.Writer) error {
	if a.automaton == nil {
		return errors.New("nothing was audited, so there is no state to save")
	}
	if a.options.Exact {
		return errors.New("an exact audit knows identifiers, and a state holds none: leave one of them out")
	}
	sum := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(to, sum), 1<<20)
	head, err := json.Marshal(a.head())
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s%s\n", stateFormat, head)
	for s := range a.subs.sorted {
		_, _ = out.Write(s[:]) // the error stays, and Flush returns it
	}
	for s := range a.seen.sorted {
		_, _ = out.Write(s[:keySize])
	}
	if err := out.Flush(); err != nil {
		return err
	}
	_, err = to.Write(sum.Sum(nil))
	return err
}

func (a *Audit) head() stateHead {
	h := stateHead{
		Model: export.ModelVersion, Digest: export.Digest(a.options.Table), Profile: a.options.Table.Profile().Name(),
		Kind: a.result.Kind, Sampled: a.options.Sampled, Midway: a.options.Midway,
		Subscriptions: a.subs.len(), Deliveries: a.seen.len(),
	}
	for n := range a.automaton.Nodes() {
		h.Sets = append(h.Sets, a.automaton.Set(history.Node(n)))
	}
	return h
}

// sorted yields every slot by its key.
func (t *table) sorted(yield func(*slot) bool) {
	for i := range t.shards {
		var used []slot
		for s := range t.shards[i].all {
			used = append(used, *s)
		}
		slices.SortFunc(used, func(x, y slot) int {
			return x.key().Compare(y.key())
		})
		for j := range used {
			if !yield(&used[j]) {
				return
			}
		}
	}
}

// Load goes on with what an earlier audit saved. It is called before anything is
// audited. A state that is damaged, or of another model, profile or kind of log, is
// refused, and the audit is then of no more use.
func (a *Audit) Load(from io.Reader) error {
	in := &summed{from: bufio.NewReaderSize(from, 1<<20), sum: sha256.New()}
	format := make([]byte, len(stateFormat))
	if err := in.read(format); err != nil || string(format) != stateFormat {
		return fmt.Errorf("it does not begin with %q", stateFormat[:len(stateFormat)-1])
	}
	var head stateHead
	line, err := in.line()
	if err != nil {
		return err
	}
	if err := json.Unmarshal(line, &head); err != nil {
		return fmt.Errorf("its head is damaged: %w", err)
	}
	if err := a.agree(&head); err != nil {
		return err
	}
	if err := a.restore(in, &head); err != nil {
		return err
	}
	return in.verify()
}

// agree says why a state cannot be gone on with.
func (a *Audit) agree(head *stateHead) error {
	digest := export.Digest(a.options.Table)
	switch {
	case head.Model != export.ModelVersion || head.Digest != digest:
		return fmt.Errorf("it was made with another model: profile %s, %s; this one is profile %s, %s", head.Profile, head.Digest, a.options.Table.Profile().Name(), digest)
	case a.options.Exact:
		return errors.New("an exact audit knows identifiers, and a state holds none: leave one of them out")
	case a.options.Kind != "" && a.options.Kind != head.Kind:
		return fmt.Errorf("it was made from a log of %s, and this is one of %s", head.Kind, a.options.Kind)
	case head.Sampled != a.options.Sampled || head.Midway != a.options.Midway:
		return fmt.Errorf("it was made with sampled %t and midway %t, and this audit has sampled %t and midway %t", head.Sampled, head.Midway, a.options.Sampled, a.options.Midway)
	}
	if err := a.settle(head.Kind); err != nil {
		return err
	}
	if !slices.Equal(a.head().Sets, head.Sets) {
		return errors.New("its sets of configurations are not those of this program; audit the whole history anew")
	}
	return nil
}

// restore reads what is known.
func (a *Audit) restore(in *summed, head *stateHead) error {
	var told slot
	for range head.Subscriptions {
		if err := in.read(told[:]); err != nil {
			return err
		}
		s, fresh, _ := a.subs.slot(told.key())
		*s = told
		if !fresh || s.word()&wordUsed == 0 || int(s.node()) >= a.automaton.Nodes() {
			return errors.New("it is damaged: what it says of a subscription makes no sense")
		}
	}
	for range head.Deliveries {
		if err := in.read(told[:keySize]); err != nil {
			return err
		}
		a.seen.slot(told.key())
	}
	return nil
}

// A summed reads and sums up what it reads.
type summed struct {
	from *bufio.Reader
	sum  hash.Hash
}

// errCutOff says that a state ends too early.
var errCutOff = errors.New("it is cut off")

func (s *summed) read(p []byte) error {
	if _, err := io.ReadFull(s.from, p); err != nil {
		return errCutOff
	}
	s.sum.Write(p)
	return nil
}

// line reads as far as the next line break; a head fits into the buffer.
func (s *summed) line() ([]byte, error) {
	line, err := s.from.ReadSlice('\n')
	if err != nil {
		return nil, errCutOff
	}
	s.sum.Write(line)
	return line, nil
}

// verify compares the sum at the end, behind which nothing may stand.
func (s *summed) verify() error {
	want := s.sum.Sum(nil)
	rest, err := io.ReadAll(io.LimitReader(s.from, sha256.Size+1))
	switch {
	case err != nil:
		return err
	case len(rest) < sha256.Size:
		return errCutOff
	case !bytes.Equal(rest, want):
		return errors.New("it is damaged: its checksum is another")
	}
	return nil
}
