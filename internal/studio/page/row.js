// Rows of the trace, in words.

import { el, say } from "./dom.js";
import { story } from "./session.js";

// current is the row that is looked at; nothing at the beginning.
export const current = () => story.rows.find((row) => row.number === story.at);

// fired are the deadlines that fired in the step of a row.
export const fired = (row) => story.rows.filter((one) => one.step === row.step && one.kind === "deadline");

// outcome tells a row in words.
function outcome(row) {
  if (!row.answer) return [row.text, ...fired(row).map(outcome)].join("; ");
  const a = row.answer;
  const came = a.reason ? `${a.verdict}, ${a.reason}` : `${a.verdict}, ${row.from} → ${row.to}`;
  return `${row.text}${a.deadline ? " (deadline)" : ""}: ${came}${a.late ? ", late" : ""}`;
}

// tell shows a row in one line, with the deadlines that fired in its step.
export function tell(row) {
  if (!row.answer) {
    const due = fired(row);
    const more = due.length > 3 ? [` · ${due.length - 3} earlier deadlines`] : [];
    return [el("b", {}, row.text), ...more, ...due.slice(-3).flatMap((one) => [" · ", ...tell(one)]), due.length === 0 ? `: nothing falls due in ${row.to}` : ""];
  }
  const a = row.answer;
  return [
    el("b", {}, row.text), a.deadline ? " by deadline " : " ", chip(a),
    a.reason ? ` in ${row.from}` : ` ${row.from} → ${row.to}`,
    a.late ? " · late" : "", a.id ? ` · id ${a.id}` : "",
  ];
}

// chip is a verdict: a colour and a sign, which the style knows, and the word.
export const chip = (a) => el("span", { class: "chip", "data-verdict": a.verdict }, `${a.verdict}${a.reason ? ` · ${a.reason}` : ""}`);

// expected tells what did not hold.
export const expected = (miss) => `expected ${miss.key} ${miss.want}, got ${miss.got}`;

// announce tells a screen reader where the story stands.
export function announce(before) {
  if (!story) return;
  const row = current();
  const what = row ? `Step ${row.number} of ${story.count}: ${outcome(row)}.` : "The beginning.";
  const steady = story.now.steady_state;
  say(`${before} ${what} Now ${story.now.at}. Published: ${steady.published || "silent"}. Ours: ${steady.ours}.`.trim());
}
