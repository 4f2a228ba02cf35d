// The adapter through which subsim asks the service: a JSON object a line.
import { createInterface } from 'node:readline';
import { deliver, open } from './service.mjs';

const capabilities = {
  protocol: 1,
  name: 'node example',
  version: '1',
  // The service always knows where it is: it cannot lose contact, nor observe.
  events: [
    'start_trial', 'extend_trial', 'activate', 'renew', 'fail_renewal', 'start_grace', 'recover',
    'suspend', 'resume', 'schedule_cancellation', 'unschedule_cancellation', 'cancel', 'expire',
    'reactivate',
  ],
  reads: 'state', // each answer holds the state after the event
  seed: true, // a subscription can begin in another configuration
};

const sessions = new Map();

function state(session) {
  const { value } = sessions.get(session).getSnapshot();
  return value.live ?? value;
}

export const operations = {
  hello: () => capabilities,
  open({ session, configuration: from }) {
    if (from?.state === 'unknown') return { skip: 'the service has no gaps' };
    sessions.set(session, open(from?.state, from?.cancellation_scheduled));
    return { state: state(session) };
  },
  event({ session, event }) {
    const verdict = deliver(sessions.get(session), event);
    return { verdict, state: state(session) };
  },
  close({ session }) {
    sessions.delete(session);
    return {};
  },
};

function answer(request) {
  const operation = operations[request.op];
  if (operation) return operation(request);
  return { error: { definite: true, message: `no operation ${request.op}` } };
}

export async function serve() {
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    console.log(JSON.stringify({ n: request.n, ...answer(request) }));
  }
}

if (import.meta.filename === process.argv[1]) await serve();
