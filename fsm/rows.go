package fsm

// in lists the states a row speaks of.
func in(states ...State) []State { return states }

// standardRows is the model: each of the 9 × 22 cells stands in exactly one
// row. Everything else (both executors, the profiles, the exports, the
// documents) is derived from it.
var standardRows = []Row{
	{EventStartTrial, in(StateNone), EffectMove, StateTrial, "a trial is one of the two ways to begin"},
	{EventStartTrial, in(StateTrial), EffectIgnore, "", "the trial is already running"},
	{EventStartTrial, in(StateActive, StatePastDue, StateGracePeriod, StateSuspended), EffectReject, "", "a trial comes before the first term; a subscription under way does not go back to it"},
	{EventStartTrial, in(StateExpired, StateCancelled), EffectReject, "", "an ended subscription comes back by reactivate, as a new generation, and not into a second trial"},
	{EventStartTrial, in(StateUnknown), EffectReject, "", "nobody can say whether a trial may begin; observe the state first"},

	{EventExtendTrial, in(StateNone), EffectReject, "", "there is no trial to extend yet"},
	{EventExtendTrial, in(StateTrial), EffectKeep, "", "the end moves, the trial goes on"},
	{EventExtendTrial, in(StateActive, StatePastDue, StateGracePeriod, StateSuspended), EffectReject, "", "the trial is over; there is nothing left to extend"},
	{EventExtendTrial, in(StateExpired, StateCancelled), EffectReject, "", "extending does not bring an ended trial back; only reactivate brings a subscription back"},
	{EventExtendTrial, in(StateUnknown), EffectReject, "", "nobody can say whether a trial is running; observe the state first"},

	{EventActivate, in(StateNone), EffectMove, StateActive, "a first term is one of the two ways to begin"},
	{EventActivate, in(StateTrial), EffectMove, StateActive, "the trial converts into a first term"},
	{EventActivate, in(StateActive), EffectIgnore, "", "the term is already running"},
	{EventActivate, in(StatePastDue, StateGracePeriod, StateSuspended), EffectReject, "", "the first term has begun; the way back to good standing is recover, or resume after a suspension"},
	{EventActivate, in(StateExpired, StateCancelled), EffectReject, "", "a late activation must not revive an ended subscription; that takes an explicit reactivate"},
	{EventActivate, in(StateUnknown), EffectReject, "", "nobody can say whether the term may begin; observe the state first"},

	{EventRenew, in(StateNone), EffectReject, "", "there is no term to follow"},
	{EventRenew, in(StateTrial), EffectReject, "", "a trial's first term begins with activate"},
	{EventRenew, in(StateActive), EffectKeep, "", "a new term follows on the old, still in good standing"},
	{EventRenew, in(StatePastDue, StateGracePeriod, StateSuspended), EffectReject, "", "the subscription is not in good standing; it must recover or resume before a new term begins"},
	{EventRenew, in(StateExpired, StateCancelled), EffectReject, "", "a late renewal must not revive an ended subscription; that takes an explicit reactivate"},
	{EventRenew, in(StateUnknown), EffectReject, "", "nobody can say whether the term may be renewed; observe the state first"},

	{EventFailRenewal, in(StateNone), EffectReject, "", "there is nothing to renew"},
	{EventFailRenewal, in(StateTrial), EffectMove, StatePastDue, "the trial's conversion was attempted and did not succeed; recovery begins"},
	{EventFailRenewal, in(StateActive), EffectMove, StatePastDue, "the renewal did not succeed; recovery begins"},
	{EventFailRenewal, in(StatePastDue, StateGracePeriod, StateSuspended), EffectKeep, "", "one more attempt failed; recovery stands where it stood"},
	{EventFailRenewal, in(StateExpired, StateCancelled), EffectReject, "", "an ended subscription has no renewal to fail; a late failure must not revive it"},
	{EventFailRenewal, in(StateUnknown), EffectReject, "", "nobody can say what failed; observe the state first"},

	{EventStartGrace, in(StateNone), EffectReject, "", "there is no service to prolong yet"},
	{EventStartGrace, in(StateTrial, StateActive), EffectMove, StateGracePeriod, "service goes on for a bounded window although the term could not be renewed"},
	{EventStartGrace, in(StatePastDue), EffectMove, StateGracePeriod, "open-ended recovery becomes a bounded window"},
	{EventStartGrace, in(StateGracePeriod), EffectIgnore, "", "the window is already open"},
	{EventStartGrace, in(StateSuspended), EffectReject, "", "grace comes before service is withheld, not after"},
	{EventStartGrace, in(StateExpired, StateCancelled), EffectReject, "", "grace is granted before the end, not after it"},
	{EventStartGrace, in(StateUnknown), EffectReject, "", "nobody can say whether grace may begin; observe the state first"},

	{EventRecover, in(StateNone), EffectReject, "", "nothing has failed yet"},
	{EventRecover, in(StateTrial), EffectReject, "", "nothing has failed; a trial becomes a term by activate"},
	{EventRecover, in(StateActive), EffectIgnore, "", "the subscription is already in good standing"},
	{EventRecover, in(StatePastDue, StateGracePeriod), EffectMove, StateActive, "the failed renewal is made good"},
	{EventRecover, in(StateSuspended), EffectMove, StateActive, "the failed renewal is made good, which lifts the suspension too"},
	{EventRecover, in(StateExpired, StateCancelled), EffectReject, "", "a late success must not revive an ended subscription; that takes an explicit reactivate"},
	{EventRecover, in(StateUnknown), EffectReject, "", "nobody can say what was recovered; observe the state first"},

	{EventSuspend, in(StateNone), EffectReject, "", "there is no service to withhold yet"},
	{EventSuspend, in(StateTrial, StateActive, StatePastDue, StateGracePeriod), EffectMove, StateSuspended, "service can be withheld in every live state, whatever the reason"},
	{EventSuspend, in(StateSuspended), EffectIgnore, "", "service is already withheld"},
	{EventSuspend, in(StateExpired, StateCancelled), EffectReject, "", "an ended subscription has no service to withhold; a late suspension must not make it recoverable"},
	{EventSuspend, in(StateUnknown), EffectReject, "", "nobody can say what is suspended; observe the state first"},

	{EventResume, in(StateNone), EffectReject, "", "there is no suspension to lift"},
	{EventResume, in(StateTrial, StatePastDue, StateGracePeriod), EffectReject, "", "there is no suspension to lift; service is not withheld"},
	{EventResume, in(StateActive), EffectIgnore, "", "service is already given in good standing"},
	{EventResume, in(StateSuspended), EffectMove, StateActive, "the suspension is lifted"},
	{EventResume, in(StateExpired, StateCancelled), EffectReject, "", "lifting a suspension does not bring an ended subscription back; that takes an explicit reactivate"},
	{EventResume, in(StateUnknown), EffectReject, "", "nobody can say what is resumed; observe the state first"},

	{EventScheduleCancellation, in(StateNone), EffectReject, "", "there is nothing to end yet"},
	{EventScheduleCancellation, in(StateTrial, StateActive, StatePastDue, StateGracePeriod, StateSuspended), EffectSchedule, "", "the decision to end later is recorded; the state does not move"},
	{EventScheduleCancellation, in(StateExpired, StateCancelled), EffectIgnore, "", "it has already ended"},
	{EventScheduleCancellation, in(StateUnknown), EffectReject, "", "nobody can say what would be ended; observe the state first"},

	{EventUnscheduleCancellation, in(StateNone), EffectReject, "", "there is no decision to take back"},
	{EventUnscheduleCancellation, in(StateTrial, StateActive, StatePastDue, StateGracePeriod, StateSuspended), EffectUnschedule, "", "the decision to end later is taken back; the state does not move"},
	{EventUnscheduleCancellation, in(StateExpired, StateCancelled), EffectReject, "", "it has ended; taking the decision back does not undo the end"},
	{EventUnscheduleCancellation, in(StateUnknown), EffectReject, "", "nobody can say whether a decision stands; observe the state first"},

	{EventCancel, in(StateNone), EffectReject, "", "there is nothing to end yet"},
	{EventCancel, in(StateTrial, StateActive, StatePastDue, StateGracePeriod, StateSuspended), EffectMove, StateCancelled, "every live subscription can be ended by an act"},
	{EventCancel, in(StateExpired, StateCancelled), EffectIgnore, "", "it has already ended"},
	{EventCancel, in(StateUnknown), EffectReject, "", "nobody can say what would be ended; observe the state first"},

	{EventExpire, in(StateNone), EffectReject, "", "no time is running yet"},
	{EventExpire, in(StateTrial, StateActive, StatePastDue, StateGracePeriod, StateSuspended), EffectMove, StateExpired, "every live subscription can run out of time"},
	{EventExpire, in(StateExpired, StateCancelled), EffectIgnore, "", "it has already ended"},
	{EventExpire, in(StateUnknown), EffectReject, "", "nobody can say what ran out; observe the state first"},

	{EventReactivate, in(StateNone), EffectReject, "", "there is no ended subscription to bring back"},
	{EventReactivate, in(StateTrial, StatePastDue, StateGracePeriod, StateSuspended), EffectReject, "", "the subscription has not ended; there is nothing to bring back"},
	{EventReactivate, in(StateActive), EffectIgnore, "", "it is already back, or never went away"},
	{EventReactivate, in(StateExpired, StateCancelled), EffectMove, StateActive, "an explicit act brings it back, as a new generation"},
	{EventReactivate, in(StateUnknown), EffectReject, "", "observe the ended state first, then reactivate: a gap never revives"},

	{EventLoseContact, in(StateNone, StateTrial, StateActive, StatePastDue, StateGracePeriod, StateSuspended, StateExpired, StateCancelled), EffectMove, StateUnknown, "nobody can vouch for the state any more; what was known is kept beside it"},
	{EventLoseContact, in(StateUnknown), EffectIgnore, "", "contact is already lost"},

	{EventObserveTrial, in(StateNone), EffectMove, StateTrial, "the first that is heard of it is a trial"},
	{EventObserveTrial, in(StateTrial), EffectIgnore, "", "the observation confirms what is known"},
	{EventObserveTrial, in(StateActive, StatePastDue, StateGracePeriod, StateSuspended, StateExpired, StateCancelled), EffectReject, "", "the observation contradicts the known state; the log must first say lose_contact"},
	{EventObserveTrial, in(StateUnknown), EffectResolve, StateTrial, "the gap ends where trial can follow from what was last known"},

	{EventObserveActive, in(StateNone), EffectMove, StateActive, "the first that is heard of it is a current term"},
	{EventObserveActive, in(StateActive), EffectIgnore, "", "the observation confirms what is known"},
	{EventObserveActive, in(StateTrial, StatePastDue, StateGracePeriod, StateSuspended, StateExpired, StateCancelled), EffectReject, "", "the observation contradicts the known state; the log must first say lose_contact"},
	{EventObserveActive, in(StateUnknown), EffectResolve, StateActive, "the gap ends where active can follow from what was last known; it never revives"},

	{EventObservePastDue, in(StateNone), EffectMove, StatePastDue, "the first that is heard of it is a failed renewal"},
	{EventObservePastDue, in(StatePastDue), EffectIgnore, "", "the observation confirms what is known"},
	{EventObservePastDue, in(StateTrial, StateActive, StateGracePeriod, StateSuspended, StateExpired, StateCancelled), EffectReject, "", "the observation contradicts the known state; the log must first say lose_contact"},
	{EventObservePastDue, in(StateUnknown), EffectResolve, StatePastDue, "the gap ends where past_due can follow from what was last known; it never revives"},

	{EventObserveGracePeriod, in(StateNone), EffectMove, StateGracePeriod, "the first that is heard of it is a grace window"},
	{EventObserveGracePeriod, in(StateGracePeriod), EffectIgnore, "", "the observation confirms what is known"},
	{EventObserveGracePeriod, in(StateTrial, StateActive, StatePastDue, StateSuspended, StateExpired, StateCancelled), EffectReject, "", "the observation contradicts the known state; the log must first say lose_contact"},
	{EventObserveGracePeriod, in(StateUnknown), EffectResolve, StateGracePeriod, "the gap ends where grace_period can follow from what was last known; it never revives"},

	{EventObserveSuspended, in(StateNone), EffectMove, StateSuspended, "the first that is heard of it is a suspension"},
	{EventObserveSuspended, in(StateSuspended), EffectIgnore, "", "the observation confirms what is known"},
	{EventObserveSuspended, in(StateTrial, StateActive, StatePastDue, StateGracePeriod, StateExpired, StateCancelled), EffectReject, "", "the observation contradicts the known state; the log must first say lose_contact"},
	{EventObserveSuspended, in(StateUnknown), EffectResolve, StateSuspended, "the gap ends where suspended can follow from what was last known; it never revives"},

	{EventObserveExpired, in(StateNone), EffectMove, StateExpired, "the first that is heard of it is its end"},
	{EventObserveExpired, in(StateExpired), EffectIgnore, "", "the observation confirms what is known"},
	{EventObserveExpired, in(StateTrial, StateActive, StatePastDue, StateGracePeriod, StateSuspended, StateCancelled), EffectReject, "", "the observation contradicts the known state; the log must first say lose_contact"},
	{EventObserveExpired, in(StateUnknown), EffectResolve, StateExpired, "the gap ends where expired can follow from what was last known"},

	{EventObserveCancelled, in(StateNone), EffectMove, StateCancelled, "the first that is heard of it is its end"},
	{EventObserveCancelled, in(StateCancelled), EffectIgnore, "", "the observation confirms what is known"},
	{EventObserveCancelled, in(StateTrial, StateActive, StatePastDue, StateGracePeriod, StateSuspended, StateExpired), EffectReject, "", "the observation contradicts the known state; the log must first say lose_contact"},
	{EventObserveCancelled, in(StateUnknown), EffectResolve, StateCancelled, "the gap ends where cancelled can follow from what was last known"},
}
