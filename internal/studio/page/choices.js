// The events: what each would do, and why one is refused.

import { $, breakable, el, say, upper } from "./dom.js";
import { chip } from "./row.js";
import { act, model, story } from "./session.js";

export let refusedNow = null; // the event that is explained
let folded = null;            // whether the last answer was a gap

// furnish puts up what the vocabulary fills, once.
export function furnish() {
  const button = (event) => el("button", { type: "button", class: "event", id: `event-${event}`, "data-event": event }, el("span", { class: "label" }, ...breakable(event)), " ", el("span", { class: "comes" }));
  $("groups").replaceChildren(...model.groups.map((group) => group.folded
    ? el("details", { class: "group" }, el("summary", {}, el("h3", {}, group.name), " ", el("span", { class: "count" })), el("div", { class: "events" }, ...group.events.map(button)))
    : el("div", { class: "group", role: "group", "aria-label": group.name }, el("h3", {}, group.name), el("div", { class: "events" }, ...group.events.map(button)))));
  const states = model.states.filter((state) => state.deadline);
  $("rule-state").replaceChildren(...states.map((state) => el("option", {}, state.name)));
  $("rule-event").replaceChildren(...model.events.map((event) => el("option", {}, event.name)));
  $("start").replaceChildren(...model.states.map((state) => el("option", {}, state.name)));
}

// showChoices writes to each event what it would do now.
export function showChoices(now) {
  const branch = $("branch");
  const left = story.count - story.at;
  branch.hidden = left === 0;
  branch.textContent = `You look at an earlier step. What you do here takes the place of the ${left === 1 ? "step" : `${left} steps`} behind it; undo brings ${left === 1 ? "it" : "them"} back.`;
  const choices = new Map(now.choices.map((choice) => [choice.event, choice]));
  const meanings = new Map(model.events.map((event) => [event.name, event.meaning]));
  for (const group of model.groups) {
    for (const event of group.events) {
      const choice = choices.get(event);
      if (choice) dress($(`event-${event}`), choice, meanings.get(event));
    }
  }
  fold(now);
  if (refusedNow) explain(refusedNow);
}

// dress makes a button say what its event would do.
function dress(button, choice, meaning) {
  const legal = !choice.reason;
  const comes = legal ? (choice.to === story.now.at ? `stays ${choice.to}` : `→ ${choice.to}`) : choice.reason;
  button.dataset.verdict = choice.verdict;
  button.setAttribute("aria-disabled", String(!legal));
  button.title = meaning;
  button.lastElementChild.replaceChildren(...(legal ? breakable(comes) : [el("span", { class: "unseen" }, `${choice.verdict}: `), comes]));
}

// fold opens the events that only a gap waits for while there is one.
function fold(now) {
  for (const group of $("groups").querySelectorAll("details")) {
    const legal = group.querySelectorAll("[aria-disabled=false]").length;
    group.querySelector(".count").textContent = `${legal} of ${group.querySelectorAll("button").length} legal`;
    if (folded === now.gap) continue;
    if (!now.gap && group.contains(document.activeElement)) group.querySelector("summary").focus();
    group.open = now.gap;
  }
  folded = now.gap;
}

// explain says why an event is not applied; null puts the explanation away.
export function explain(event) {
  const panel = $("why");
  const choice = event && story.now.choices.find((one) => one.event === event);
  refusedNow = choice && choice.reason ? event : null;
  for (const button of $("groups").querySelectorAll("[aria-expanded]")) button.removeAttribute("aria-expanded");
  panel.hidden = !refusedNow;
  if (!refusedNow) return;
  const button = $(`event-${event}`);
  button.setAttribute("aria-expanded", "true");
  button.setAttribute("aria-controls", "why");
  button.closest(".group").after(panel); // beside what was clicked, on narrow pages too
  $("why-head").replaceChildren(el("b", {}, choice.event), ` in ${story.now.at}: `, chip(choice));
  $("why-because").textContent = upper(`because ${choice.because}`);
  $("why-legal").textContent = `Legal now: ${story.now.legal}.`;
  const route = $("why-route");
  route.replaceChildren(...way(choice));
  $("why-play").hidden = !(choice.route && choice.route.length > 0);
  $("why-legal").hidden = route.hidden = !choice.goal;
  say(`${choice.event} in ${story.now.at}: ${choice.verdict}, ${choice.reason}. ${choice.because}. ${route.textContent}`);
}

// way tells the shortest legal route.
function way(choice) {
  if (!choice.goal) return [];
  if (!choice.route) return [`There is no legal route to ${choice.goal}.`];
  if (choice.route.length === 0) return [`It is in ${choice.goal} already.`];
  const steps = choice.route.map((one) => el("li", {}, el("code", {}, one.event), one.observes ? " (only if so observed)" : "", ` → ${one.to}`));
  return [`Shortest legal route to ${choice.goal}: `, el("ol", { class: "route" }, ...steps)];
}

// deliver delivers events, the last with what it carries.
export function deliver(events) {
  const what = { events };
  for (const name of ["id", "at", "effective"]) {
    const value = $(`carry-${name}`).value.trim();
    if (value) what[name] = value;
  }
  act(what);
}
