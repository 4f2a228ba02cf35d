package export

import (
	"crypto/sha256"
	"fmt"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Digest returns "sha256:" and, in lower-case hexadecimal, the SHA-256 of the
// bytes that [Cells] writes for the table: header, tabs and newlines included,
// and nothing else. Two tables with the same digest decide alike: the same
// configurations can be reached, and every event there has the same verdict,
// reason and next configuration. Names of profiles, meanings, laws and the
// reasons of rows do not enter it.
func Digest(t *fsm.Table) string {
	return fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(cells(t))))
}
