// All that is shown, drawn anew from the story.

import { showChoices } from "./choices.js";
import { showClock } from "./clock.js";
import { $, el, idle, upper } from "./dom.js";
import { showPicture } from "./picture.js";
import { current, fired, tell } from "./row.js";
import { future, model, past, problems, story } from "./session.js";
import { showText } from "./text.js";
import { showTrace } from "./trace.js";

// show shows the story as it stands at the row that is looked at.
export function show() {
  const now = story.now;
  showSteady(now);
  showPicture();
  showTold();
  showChoices(now);
  showClock(now);
  showTrace();
  showText();
  idle("undo", past.length === 0);
  idle("redo", future.length === 0);
  if (document.activeElement !== $("name")) $("name").value = story.name;
  showProfile();
  document.title = `${now.at} · ${story.name} · subsim studio`;
}

// showSteady writes what always stays in view. What is older than the text says so.
function showSteady(now) {
  const steady = now.steady_state;
  $("steady").dataset.reading = steady.ours;
  $("steady").dataset.published = steady.published;
  $("steady-state").textContent = now.at;
  $("steady-state").title = now.meaning;
  $("steady-published").textContent = `Published: ${steady.published || "silent"}.`;
  $("steady-published-text").textContent = upper(steady.published_text);
  $("steady-ours").textContent = `Ours: ${steady.ours}.`;
  $("steady-ours-text").textContent = upper(steady.ours_text);
  const whole = now.configuration;
  const older = problems.length > 0;
  $("steady").dataset.older = String(older);
  const more = [now.clock.replace(" 00:00", "")];
  if (whole.cancellation_scheduled) more.push("cancellation scheduled");
  if (whole.generation > 1) more.push(`generation ${whole.generation}`);
  if (older) more.unshift("older than the scenario, which has problems");
  $("steady-more").textContent = more.join(" · ");
}

// showTold writes what happened last, and why.
function showTold() {
  const row = current();
  $("walk-at").textContent = `${story.at} of ${story.count}`;
  for (const id of ["walk-first", "walk-back"]) idle(id, story.at === 0);
  for (const id of ["walk-last", "walk-on"]) idle(id, story.at === story.count);
  $("meaning").replaceChildren("Now ", el("b", {}, story.now.at), `: ${story.now.meaning}.`);
  $("told").replaceChildren(...(row ? tell(row) : [`Begins in ${story.start}, ${story.begins}`]));
  const because = row && (row.because || fired(row).map((one) => one.because).pop());
  $("because").textContent = because ? upper(because) : "";
}

// showProfile chooses the profile in force, which may be one of the text's own.
export function showProfile() {
  const select = $("profile");
  const names = model.profiles.map((profile) => profile.name);
  if (!names.includes(story.profile.name)) names.push(story.profile.name);
  if (select.options.length !== names.length || [...select.options].some((option, i) => option.value !== names[i])) {
    select.replaceChildren(...names.map((name) => el("option", { value: name }, name)));
  }
  select.value = story.profile.name;
  select.title = story.profile.without.length === 0 ? "The whole table" : `Without ${story.profile.without.join(", ")}`;
}
