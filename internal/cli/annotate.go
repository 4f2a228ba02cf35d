package cli

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/report"
)

// annotations is the value of --annotations: whether GitHub is told what broke.
type annotations struct{ choice }

func (a *annotations) register(cmd *cobra.Command) {
	a.choice = choice{words: []string{"auto", "on", "off"}}
	cmd.Flags().Var(a, "annotations", "tell GitHub Actions what broke: auto, on or off")
}

// wanted decides: auto is on in a job of GitHub Actions.
func (a *annotations) wanted() bool {
	return a.String() == "on" || a.String() == "auto" && os.Getenv("GITHUB_ACTIONS") == "true"
}

// tame lets nothing but annotations be a command in the job's log.
func (o *replayOptions) tame() {
	o.log = o.streams
	if o.annotations.wanted() {
		o.streams.Out, o.streams.Err = &tame{to: o.log.Out}, &tame{to: o.log.Err}
	}
}

// annotators opens what tells GitHub: the commands in the job's log, beside the
// text report where that is on standard output, and the job's summary.
func (o *replayOptions) annotators(asked []output) (sinks []*sink, err error) {
	if !o.annotations.wanted() {
		return nil, nil
	}
	log := o.log.Err
	for _, a := range asked {
		if a == (output{format: "text"}) {
			log = o.log.Out
		}
	}
	sinks = append(sinks, &sink{Writer: report.NewAnnotations(log)})
	path := os.Getenv("GITHUB_STEP_SUMMARY")
	if path == "" {
		return sinks, nil
	}
	file, err := extend(path)
	if err != nil {
		return nil, err
	}
	return append(sinks, &sink{Writer: report.NewMarkdown(file), file: file}), nil
}
