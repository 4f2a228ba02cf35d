// The way to the server, and the order in which things are asked of it.

import { complain, upper } from "./dom.js";

let turn = Promise.resolve(); // what is under way; the next thing waits for it
let glances = 0;              // looks asked for so far; one that is overtaken is left out

async function request(path, body) {
  let answer;
  try {
    answer = await fetch(path, body === undefined ? {} : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  } catch {
    throw new Error("the studio does not answer; is subsim serve still running?");
  }
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error);
  return value;
}

// ask returns the answer, or nothing where the page has said why there is none.
export async function ask(path, body) {
  try {
    return await request(path, body);
  } catch (error) {
    complain(upper(error.message));
    return null;
  }
}

// inTurn does one thing after the other, so that of two quick clicks neither is
// lost, and the second knows what came of the first.
export function inTurn(task) {
  turn = turn.then(task).catch((error) => complain(upper(error.message)));
  return turn;
}

// glance does what only matters while nothing newer is wanted.
export function glance(task) {
  const number = ++glances;
  return inTurn(() => number === glances ? task() : null);
}
