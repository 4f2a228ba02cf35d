// A small subscription service, kept by XState: the stand-in for yours.
import { assign, createActor, createMachine, not, stateIn } from 'xstate';

const done = {}; // the event is taken and nothing is left to do: no target, no action
const stands = ({ context }) => context.scheduled;
const schedule = (scheduled) => assign({ scheduled });

// An event that neither a state nor what holds it names is rejected there.
const live = {
  trial: { on: { start_trial: done, extend_trial: 'trial', activate: 'active' } },
  active: { on: { activate: done, renew: 'active', recover: done, resume: done, reactivate: done } },
  past_due: { on: { recover: 'active' } },
  grace_period: { on: { fail_renewal: 'grace_period', start_grace: done, recover: 'active' } },
  suspended: {
    on: { fail_renewal: 'suspended', recover: 'active', suspend: done, resume: 'active' },
  },
};
const ended = () => ({
  on: { schedule_cancellation: done, cancel: done, expire: done, reactivate: 'live.active' },
});
export const config = {
  initial: 'none',
  context: { scheduled: false },
  states: {
    none: { on: { start_trial: 'live.trial', activate: 'live.active' } },
    live: {
      initial: 'active',
      exit: schedule(false),
      on: {
        fail_renewal: '.past_due',
        start_grace: { guard: not(stateIn({ live: 'suspended' })), target: '.grace_period' },
        suspend: '.suspended',
        schedule_cancellation: [{ guard: stands }, { actions: schedule(true) }],
        unschedule_cancellation: [{ guard: not(stands) }, { actions: schedule(false) }],
        cancel: 'cancelled',
        expire: 'expired',
      },
      states: live,
    },
    expired: ended(),
    cancelled: ended(),
  },
};

// open begins a subscription, where it is told to.
export function open(state = 'none', scheduled = false) {
  const machine = createMachine(config);
  const value = state in live ? { live: state } : state;
  const snapshot = machine.resolveState({ value, context: { scheduled } });
  return createActor(machine, { snapshot }).start();
}

// deliver sends an event. XState says whether it takes it, and whether that does anything.
export function deliver(actor, type) {
  const before = actor.getSnapshot();
  const taken = before.machine.getTransitionData(before, { type }).length > 0;
  const verdict = before.can({ type }) ? 'applied' : taken ? 'ignored' : 'rejected';
  actor.send({ type });
  return verdict;
}
