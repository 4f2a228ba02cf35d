package cli

import (
	"slices"
	"strings"
	"unicode"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// Names in common use for what the vocabulary calls otherwise. They are suggestions to
// people and never taken for granted: what a service means by one, it alone knows.
var (
	commonStates = map[string]string{
		"trialing": "trial", "in_trial": "trial", "trial_period": "trial", "free_trial": "trial",
		"live": "active", "current": "active", "enabled": "active", "ok": "active", "activated": "active",
		"overdue": "past_due", "unpaid": "past_due", "delinquent": "past_due", "in_dunning": "past_due",
		"grace": "grace_period", "in_grace": "grace_period", "in_grace_period": "grace_period",
		"paused": "suspended", "on_hold": "suspended", "hold": "suspended", "halted": "suspended", "frozen": "suspended", "locked": "suspended",
		"ended": "expired", "lapsed": "expired", "completed": "expired", "finished": "expired",
		"terminated": "cancelled", "revoked": "cancelled", "deleted": "cancelled", "stopped": "cancelled",
		"lost": "unknown", "unclear": "unknown", "undefined": "unknown",
	}
	commonEvents = map[string]string{
		"trial_started": "start_trial", "trial_began": "start_trial", "trial_extended": "extend_trial",
		"activated": "activate", "started": "activate", "created": "activate", "subscribed": "activate", "converted": "activate", "trial_converted": "activate",
		"renewed": "renew", "renewal": "renew", "extended": "renew",
		"renewal_failed": "fail_renewal", "failed_renewal": "fail_renewal", "past_due": "fail_renewal",
		"grace_started": "start_grace", "grace_period_started": "start_grace", "entered_grace": "start_grace",
		"recovered": "recover", "restored": "recover",
		"suspended": "suspend", "paused": "suspend", "pause": "suspend", "hold": "suspend", "halted": "suspend",
		"resumed": "resume", "unpaused": "resume", "unpause": "resume",
		"expired": "expire", "ended": "expire", "lapsed": "expire",
		"cancelled": "cancel", "canceled": "cancel", "terminated": "cancel", "revoked": "cancel", "deleted": "cancel",
		"cancellation_scheduled": "schedule_cancellation", "cancellation_requested": "schedule_cancellation",
		"cancellation_unscheduled": "unschedule_cancellation", "cancellation_withdrawn": "unschedule_cancellation", "cancellation_revoked": "unschedule_cancellation",
		"reactivated": "reactivate", "resubscribed": "reactivate", "revived": "reactivate",
	}
	commonColumns = map[logs.Column][]string{
		logs.ColumnID:    {"subscription_id", "subscription", "sub_id", "sub", "contract_id", "account_id", "customer_id", "user_id", "uuid", "key"},
		logs.ColumnAt:    {"occurred_at", "happened_at", "event_time", "event_at", "timestamp", "changed_at", "recorded_at", "created_at", "updated_at", "datetime", "time", "date", "ts", "instant"},
		logs.ColumnEvent: {"event_type", "event_name", "type", "action", "transition", "change", "kind"},
		logs.ColumnState: {"status", "new_state", "new_status", "to_state", "to_status", "current_state", "subscription_status", "to"},
	}
)

// suggestNames adds what names that the vocabulary does not hold may be meant for.
func suggestNames(r *audit.Result) {
	for i := range r.Unmapped {
		u := &r.Unmapped[i]
		known, common := eventNames(), commonEvents
		if u.Role == logs.ColumnState.String() {
			known, common = vocabulary()[len(known):], commonStates
		}
		u.Suggestion = likely(u.Name, known, common)
	}
}

// likely returns what a name is probably meant for: a known one in other letters, one
// that people commonly call so, or the nearest; nothing where nobody can tell.
func likely(name string, known []string, common map[string]string) string {
	name = snake(name)
	bare := strings.TrimPrefix(name, "subscription_")
	for _, name := range []string{name, bare} {
		if slices.Contains(known, name) {
			return name
		}
		if meant := common[name]; meant != "" {
			return meant
		}
	}
	return diag.Suggest(bare, known)
}

// snake writes a name in lower case with underscores: PastDue, past-due and "Past due"
// are past_due. Of a long name that is no name only the beginning matters.
func snake(name string) string {
	if len(name) > 100 {
		name = name[:100]
	}
	var b strings.Builder
	before := ' '
	for _, r := range name {
		word := unicode.IsLetter(r) || unicode.IsDigit(r)
		inside := unicode.IsLetter(before) || unicode.IsDigit(before)
		if inside && !word || unicode.IsUpper(r) && unicode.IsLower(before) {
			b.WriteByte('_')
		}
		if word {
			b.WriteRune(unicode.ToLower(r))
		}
		before = r
	}
	return strings.Trim(b.String(), "_")
}

// likelyColumn returns the column of a header that is probably meant.
func likelyColumn(c logs.Column, header []string) string {
	for _, common := range append([]string{c.String()}, commonColumns[c]...) {
		for _, name := range header {
			if snake(name) == common {
				return name
			}
		}
	}
	return diag.Suggest(c.String(), header)
}
