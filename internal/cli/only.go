package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/replay"
)

// onlyScenario returns the one scenario that an argument names; the problems of its
// file are told.
func onlyScenario(ctx context.Context, arg string, s Streams, colored bool) (*replay.Scenario, error) {
	files, err := inputs([]string{arg}, s.In)
	if err != nil {
		return nil, err
	}
	if len(files) != 1 {
		return nil, fmt.Errorf("%s names %d files; name one scenario: FILE:LINE", arg, len(files))
	}
	all, err := files[0].scenarios(ctx)
	var problems diag.Problems
	switch {
	case errors.As(err, &problems):
		report.Problems(s.Err, "error", problems, colored)
		return nil, fmt.Errorf("%s makes no sense as a scenario file", arg)
	case err != nil:
		return nil, err
	case len(all) > 1:
		return nil, fmt.Errorf("%s holds %d scenarios, which begin on %s; name one: FILE:LINE", arg, len(all), firstLines(all))
	}
	return all[0], nil
}
