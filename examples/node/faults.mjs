// The adapter with a fault planted in it, for the tests of subsim:
//
//     node faults.mjs lost_flag
//
// Each fault spoils the machine or the adapter. ../faults.tsv says what must be
// found.
import { assign, not, stateIn } from 'xstate';
import { operations, serve } from './adapter.mjs';
import { config } from './service.mjs';

const { live, expired, cancelled } = config.states;
const { trial, active, past_due, grace_period } = live.states;

// spoil has change(request, response, n) spoil the nth answer to an event, or give
// another.
function spoil(change) {
  const honest = operations.event;
  let n = 0;
  operations.event = (request) => {
    const response = honest(request);
    return change(request, response, ++n) ?? response;
  };
}

// deny answers rejected, although the machine has taken the event and is there now.
function deny(denied, where) {
  spoil(({ event }, response) => {
    if (event === denied && response.state === where) response.verdict = 'rejected';
  });
}

const forget = assign({ scheduled: false });

// after reports whether something was counted so often.
const after = (times, what) => ({ context }) => (context[what] ?? 0) >= times;
const count = (what) => assign({ [what]: ({ context }) => (context[what] ?? 0) + 1 });

const faults = {
  revived_cancellation() {
    cancelled.on.renew = 'live.active';
  },
  revived_expiry() {
    expired.on.activate = 'live.active';
  },
  lost_flag() {
    past_due.on.recover = { target: 'active', actions: forget };
  },
  kept_flag() {
    delete live.exit;
  },
  swallowed_illegal() {
    trial.on.resume = {};
  },
  applied_without_effect() {
    past_due.on.renew = { actions: () => {} };
  },
  ignored_is_applied() {
    delete grace_period.on.start_grace;
  },
  changed_by_rejected() {
    past_due.on.extend_trial = 'suspended';
    deny('extend_trial', 'suspended');
  },
  flag_changed_by_rejected() {
    active.on.extend_trial = { actions: forget };
    deny('extend_trial', 'active');
  },
  wrong_target() {
    active.on.start_grace = 'past_due';
  },
  refuses_cancel() {
    live.on.cancel = { guard: not(stateIn({ live: 'suspended' })), target: 'cancelled' };
  },
  // The fourth failure in past_due suspends.
  hidden_counter() {
    past_due.on.fail_renewal = [
      { guard: after(3, 'failures'), target: 'suspended' },
      { target: 'past_due', actions: count('failures') },
    ];
  },
  // After three terms in a row nothing can be cancelled any more.
  deep_counter() {
    active.on.renew = { target: 'active', actions: count('terms') };
    live.on.cancel = { guard: not(after(3, 'terms')), target: 'cancelled' };
  },
  // Grace is given once.
  single_grace() {
    grace_period.on.recover = { target: 'active', actions: count('graces') };
    active.on.start_grace = { guard: not(after(1, 'graces')), target: 'grace_period' };
    delete live.on.start_grace;
    trial.on.start_grace = past_due.on.start_grace = 'grace_period';
  },
  late_seed() {
    const honest = operations.open;
    operations.open = ({ session, configuration }) =>
      honest({ session, configuration: configuration && { state: configuration.state } });
  },
  flaky() {
    spoil((request, response, n) => {
      if (n % 11 === 0) response.verdict = response.verdict === 'applied' ? 'rejected' : 'applied';
    });
  },
  // The connection breaks as a renewal is applied, and nobody knows whether it was.
  unsure() {
    const error = { definite: false, message: 'the connection broke' };
    spoil(({ event }, { verdict }) => {
      if (event === 'renew' && verdict === 'applied') return { error };
    });
  },
  crash() {
    spoil((request, response, n) => {
      if (n === 20) process.exit(1);
    });
  },
  hang() {
    spoil((request, response, n) => {
      if (n === 20) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });
  },
  babble() {
    spoil((request, response, n) => {
      if (n % 10 === 0) console.log('DEBUG', request);
    });
  },
  // A misspelt member.
  lies() {
    spoil((request, { verdict, state }) => ({ verdict, sate: state }));
  },
};

const fault = faults[process.argv[2]];
if (!fault) {
  console.error(Object.keys(faults).join('\n'));
  process.exit(1);
}
fault();
await serve();
