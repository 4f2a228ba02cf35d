// What lies behind the field of the text, which cannot show it itself.

import { $, el } from "./dom.js";
import { current } from "./row.js";
import { problems, story } from "./session.js";

// paint lays the text out behind the field: line numbers, colours, and lines under
// what is wrong, which the field itself cannot show.
export function paint() {
  const lines = $("text").value.split("\n");
  const slips = new Map();
  const under = (list, kind) => {
    for (const at of list) {
      if (at.line > 0) slips.set(at.line, [...(slips.get(at.line) || []), { from: at.column - 1, to: at.end - 1, kind }]);
    }
  };
  under(problems, "slip");
  const sound = problems.length === 0 && story;
  if (sound) under(story.warnings, "warned");
  if (sound && story.failure) under(story.failure.mismatches, "miss");
  const row = sound && current();
  const overlay = document.createDocumentFragment(), gutter = document.createDocumentFragment();
  lines.forEach((text, i) => {
    const wrong = slips.get(i + 1);
    const classes = `${wrong ? "wrong" : ""} ${row && row.line === i + 1 ? "step" : ""}`.trim();
    overlay.append(el("div", { class: classes }, ...coloured(text, wrong || [])));
    gutter.append(el("div", { class: classes }, String(i + 1)));
  });
  $("overlay").replaceChildren(overlay);
  $("gutter").replaceChildren(gutter);
  follow();
}

// coloured cuts a line where its colour or the line below it changes. Columns count
// characters, and letters beyond the first plane are one each.
function coloured(text, wrong) {
  const letters = Array.from(text);
  const kinds = letters.map(() => "");
  const paintFrom = (from, to, kind) => { for (let i = from; i < to && i < letters.length; i++) kinds[i] += ` ${kind}`; };
  const key = /^(\s*(?:- )?)([A-Za-z_]+):(\s|$)/u.exec(text);
  const note = /(^|\s)#.*$/u.exec(text);
  if (key) paintFrom(Array.from(key[1]).length, Array.from(key[1] + key[2]).length + 1, "key");
  if (note) paintFrom(Array.from(text.slice(0, note.index)).length, letters.length, "comment");
  for (const at of wrong) {
    while (letters.length < at.to) { letters.push(" "); kinds.push(""); }
    paintFrom(at.from, at.to, at.kind);
  }
  const parts = [];
  for (let i = 0; i < letters.length;) {
    let j = i + 1;
    while (j < letters.length && kinds[j] === kinds[i]) j++;
    const stretch = letters.slice(i, j).join("");
    parts.push(kinds[i] ? el("span", { class: kinds[i].trim() }, stretch) : stretch);
    i = j;
  }
  return parts.length > 0 ? parts : ["\u200b"];
}

// follow scrolls what lies behind the field as the field is scrolled.
export function follow() {
  const area = $("text");
  $("overlay").style.transform = `translate(${-area.scrollLeft}px, ${-area.scrollTop}px)`;
  $("gutter").style.transform = `translateY(${-area.scrollTop}px)`;
}
