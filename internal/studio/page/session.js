// The session: a scenario's text, what the server says of it, and the way back. All
// that is kept while the page is open is bounded.

import { explain, furnish } from "./choices.js";
import { $, complain, remark, say } from "./dom.js";
import { announce } from "./row.js";
import { ask, glance, inTurn } from "./server.js";
import { show } from "./show.js";
import { cursor } from "./text.js";

const mostUndo = 100;     // texts that can be gone back to
const mostText = 4 << 20; // letters of all of them together
const quiet = 400;        // milliseconds without a key until an edit is played

export let model = null;   // the vocabulary
export let session = null; // {text, line}: what is played
export let story = null;   // the last story that made sense
export let problems = [];  // of the text as it stands
export let past = [], future = [];
let saved = "";      // the text that was saved last
let typing = 0;      // the timer of an edit
let editing = false; // whether the last change was an edit

// keep takes note that the text was saved.
export function keep() { saved = session.text; }

// unsaved reports a text that leaving would lose.
export const unsaved = () => session && past.length > 0 && session.text !== saved;

// typed plays an edit once no key has come for a while.
export function typed() {
  clearTimeout(typing);
  typing = setTimeout(() => run(false), quiet);
}

// remember puts the present text where undo finds it.
function remember() {
  if (!session) return;
  past.push({ text: session.text, line: session.line });
  let letters = past.reduce((sum, one) => sum + one.text.length, 0);
  while (past.length > mostUndo || letters > mostText) letters -= past.shift().text.length;
  future = [];
}

// play shows a text at one of its rows; without a row, at the last. Whoever types on
// meanwhile has the last word: what he types is played soon.
async function play(text, line, at) {
  const area = $("text"), before = area.value;
  const answer = await ask("/api/play", at === undefined ? { scenario: text, line } : { scenario: text, line, at });
  if (session && area.value !== before) return null;
  if (answer) receive(answer, line);
  return answer;
}

// act does something where the story stands.
export const act = (what) => inTurn(() => perform(what));

// perform is the act itself. What it comes to takes the place of the text.
async function perform(what) {
  complain("");
  remark("");
  const edited = settle();
  const body = { scenario: session.text, line: session.line, act: what };
  if (!edited && story.at < story.count) body.at = story.at;
  const answer = await ask("/api/act", body);
  if (!answer) return;
  if (!answer.story) {
    receive(answer, session.line);
    complain("The scenario has problems. Mend them first; they are listed below it.");
    return;
  }
  remember();
  editing = false;
  for (const id of ["carry-id", "carry-at", "carry-effective"]) $(id).value = "";
  explain(null);
  receive(answer, answer.story.line);
  remark(answer.note || "");
  announce(answer.note || "");
}

// receive takes an answer as what is shown.
function receive(answer, line) {
  session = { text: answer.scenario, line: answer.story ? answer.story.line : line };
  problems = answer.problems;
  if (answer.story) story = answer.story;
  show();
}

// open begins with another text; undo comes back to this one.
export const open = (text, line) => inTurn(async () => {
  settle();
  remember();
  const answer = await turnTo({ text, line });
  if (answer && answer.story) announce("");
  else if (answer) say($("result").textContent);
});

// undo goes back to the text before.
export const undo = () => inTurn(async () => {
  settle();
  if (past.length === 0) return;
  future.push(session);
  if (await turnTo(past.pop())) announce("Undone.");
});

// redo goes on to the text that undo left; an edit in between leaves it for good.
export const redo = () => inTurn(async () => {
  if (settle() || future.length === 0) return;
  past.push(session);
  if (await turnTo(future.pop())) announce("Done again.");
});

// turnTo shows another text in place of the present one.
function turnTo(there) {
  complain("");
  remark("");
  explain(null);
  editing = false;
  session = there;
  return play(there.text, there.line);
}

// look goes to a row of the story.
export function look(at) {
  if (!story || problems.length > 0) return;
  at = Math.max(0, Math.min(story.count, at));
  if (at === story.at) return;
  story.at = at; // a key that repeats counts on from here
  glance(async () => {
    explain(null);
    if (await play(session.text, session.line, at)) announce("");
  });
}

// settle takes up an edit that is not played yet, and says whether there was one.
export function settle() {
  clearTimeout(typing);
  typing = 0;
  const area = $("text");
  if (area.value === session.text) return false;
  if (!editing) remember();
  editing = true;
  session = { text: area.value, line: cursor() };
  return true;
}

// run plays the text as it stands.
export const run = (aloud) => glance(async () => {
  settle();
  complain("");
  remark("");
  const answer = await play(session.text, cursor());
  if (answer && aloud) say($("result").textContent + (problems.length > 0 ? ` ${problems[0].line > 0 ? `Line ${problems[0].line}: ` : ""}${problems[0].message}` : ""));
});

// begin fetches the vocabulary and shows the first session.
export async function begin() {
  model = await ask("/api/model");
  if (!model) return;
  furnish();
  saved = model.fresh;
  await inTurn(() => play(model.fresh, 1));
}
