// What happened, row by row.

import { $, el } from "./dom.js";
import { chip, expected } from "./row.js";
import { story } from "./session.js";

export function showTrace() {
  const list = $("trace");
  const focused = list.contains(document.activeElement);
  list.replaceChildren(line(0, beginning()), ...story.rows.map((row) => line(row.number, entry(row), row)));
  const here = list.querySelector("[aria-current]");
  if (here) {
    const box = here.parentElement;
    if (box.offsetTop < list.scrollTop) list.scrollTop = box.offsetTop - 8;
    const below = box.offsetTop + box.offsetHeight - list.clientHeight;
    if (below > list.scrollTop) list.scrollTop = below + 8;
    if (focused) here.focus({ preventScroll: true });
  }
  const notes = [];
  if (story.rows.length < story.count) notes.push(`Shown are steps ${story.first} to ${story.first + story.rows.length - 1} of ${story.count}; the arrow keys move on.`);
  if (story.races) notes.push("Some events come in every order; shown is one of them.");
  $("trace-note").textContent = notes.join(" ");
  $("trace-note").hidden = notes.length === 0;
  $("cells").textContent = `${story.cells.exercised} of ${story.cells.of} cells`;
}

const beginning = () => [el("span", { class: "when" }, story.begins), " ", el("span", { class: "what" }, el("b", {}, "begins"), ` in ${story.start}`)];

// line is one row as a button; only the row that is looked at is a stop for Tab.
function line(number, content, row) {
  const here = number === story.at;
  const button = el("button", { type: "button", "data-row": number, tabIndex: here ? 0 : -1 }, ...content);
  if (here) button.setAttribute("aria-current", "step");
  const item = el("li", { class: `row-${row ? row.kind : "beginning"}` }, button);
  if (number > story.at) item.classList.add("later");
  if (row && row.mismatches.length > 0) item.classList.add("broke");
  return item;
}

function entry(row) {
  const content = [
    el("span", { class: "when" }, row.at), " ",
    el("span", { class: "what" }, el("b", {}, row.text), row.kind === "deadline" ? el("span", { class: "soft" }, " deadline") : ""),
  ];
  if (row.answer) content.push(" ", chip(row.answer));
  if (row.moved) content.push(" ", el("span", { class: "move" }, `${row.from} → ${row.to}`));
  else if (row.from !== row.to) content.push(" ", el("span", { class: "move" }, `→ ${row.to}`));
  for (const miss of row.mismatches) content.push(" ", el("span", { class: "miss" }, expected(miss)));
  return content;
}
