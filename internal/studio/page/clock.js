// The clock and its deadlines.

import { $, el, idle } from "./dom.js";
import { story } from "./session.js";

export function showClock(now) {
  $("clock").textContent = now.clock;
  const due = now.deadline;
  $("next").replaceChildren(...(due ? ["Next deadline: ", el("b", {}, due.event), `, ${due.at}`, el("span", { class: "soft" }, ` (in ${due.in})`)] : ["No deadline is pending."]));
  idle("to-deadline", !due);
  $("deadlines-count").textContent = story.policy.length === 0 ? "none" : story.policy.length;
  $("policy").replaceChildren(...story.policy.map((rule) => el("li", {},
    el("span", {}, el("code", {}, rule.state), ` after ${rule.after} `, el("code", {}, rule.event)),
    el("button", { type: "button", "data-change": rule.state, "aria-label": `Change the deadline of ${rule.state}` }, "Change"),
    el("button", { type: "button", "data-remove": rule.state, "aria-label": `Remove the deadline of ${rule.state}` }, "Remove"))));
}
