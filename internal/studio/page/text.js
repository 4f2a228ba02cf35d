// The scenario as a text, and what is wrong with it.

import { $, el, upper } from "./dom.js";
import { follow, paint } from "./paint.js";
import { current, expected } from "./row.js";
import { problems, session, story } from "./session.js";

export function showText() {
  const area = $("text");
  if (area.value !== session.text) {
    const top = area.scrollTop;
    area.value = session.text;
    area.scrollTop = top;
  }
  showResult();
  paint();
  if (document.activeElement !== area) reveal();
}

// reveal brings the line of the step that is looked at into view.
function reveal() {
  const row = story && current();
  if (!row || !row.line) return;
  const area = $("text");
  const height = parseFloat(getComputedStyle(area).lineHeight);
  const top = (row.line - 1) * height;
  if (top < area.scrollTop || top > area.scrollTop + area.clientHeight - 2 * height) area.scrollTop = Math.max(0, top - area.clientHeight / 2);
  follow();
}

function showResult() {
  const result = $("result"), list = $("problems");
  $("text").setAttribute("aria-invalid", String(problems.length > 0));
  result.className = "result";
  if (problems.length > 0) {
    result.classList.add("bad");
    result.textContent = `${problems.length === 1 ? "1 problem" : `${problems.length} problems`}: the scenario is not played, and what is shown beside it is older.`;
    list.replaceChildren(...problems.map(problem));
    return;
  }
  const broke = story.failure, others = broken();
  result.classList.add(broke || others.length > 0 ? "broke" : "held");
  const many = story.scenarios.length > 1 ? ` This is one of ${story.scenarios.length} scenarios in the text, and Run plays the one with the cursor. ${others.length > 0 ? `Another breaks: ${others.map((one) => `${one.name} (line ${one.line})`).join(", ")}.` : "The others hold."}` : "";
  result.textContent = broke ? `Broke at step ${broke.step} of ${broke.of}.${many}` : `Holds: all that is expected is so.${many}`;
  list.replaceChildren(...(broke ? broke.mismatches.map((miss) => place(miss, expected(miss))) : []), ...story.warnings.map((warning) => place(warning, warning.message)));
}

// broken are the scenarios that break beside the one that is played.
const broken = () => story.scenarios.filter((one) => one.line !== story.line && !one.held);

// amiss says why the text as it stands would not be replayed to a good end; nothing
// where it would.
export const amiss = () => problems.length > 0 || story.failure || broken().length > 0 ? $("result").textContent : "";

const problem = (p) => place(p, p.message, p.note, p.help);

// place is a problem with the way to where it stands.
function place(at, message, note, help) {
  const where = at.line > 0 ? el("button", { type: "button", "data-line": at.line, "data-column": at.column, "data-end": at.end }, `line ${at.line}, column ${at.column}`) : "";
  return el("li", {}, where, ` ${upper(message)}`, note ? ` ${upper(note)}` : "", help ? el("span", { class: "help" }, upper(help)) : "");
}

// cursor is the line that the cursor stands on.
export function cursor() {
  const area = $("text");
  return area.value.slice(0, area.selectionStart).split("\n").length;
}

// go puts the cursor where something stands.
export function go(line, column, end) {
  const area = $("text");
  const lines = area.value.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  const letters = Array.from(lines[line - 1] || "");
  const width = (count) => letters.slice(0, count).join("").length;
  area.focus();
  area.setSelectionRange(before + width(column - 1), before + width(end - 1));
  area.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(area).lineHeight));
}
