// The page of the studio. It holds a scenario's text and shows what the server says
// of it: no state, event or verdict is known here, all of them come with an answer.
// There is one listener of each kind, whatever is drawn anew.

import { deliver, explain, refusedNow } from "./choices.js";
import { browse, choose, find, leave } from "./corpus.js";
import { $, complain } from "./dom.js";
import { read, save } from "./files.js";
import { follow, paint } from "./paint.js";
import { act, begin, look, redo, run, session, story, typed, undo, unsaved } from "./session.js";
import { showProfile } from "./show.js";
import { go } from "./text.js";

const clicks = {
  undo,
  redo,
  reset: () => act({ reset: true }),
  browse,
  save,
  help: () => $("keys").showModal(),
  run: () => run(true),
  "open-file": () => $("file").click(),
  "to-deadline": () => story.now.deadline ? act({ deadline: true }) : complain("No deadline is pending. A state that has one gets it under “Deadlines”."),
  "walk-first": () => look(0),
  "walk-back": () => look(story.at - 1),
  "walk-on": () => look(story.at + 1),
  "walk-last": () => look(story.count),
  "why-close": () => { const event = refusedNow; explain(null); if (event) $(`event-${event}`).focus(); },
  "why-anyway": () => { const event = refusedNow; deliver([event]); $(`event-${event}`).focus(); },
  "why-play": () => {
    const event = refusedNow;
    act({ events: story.now.choices.find((one) => one.event === event).route.map((one) => one.event) });
    $(`event-${event}`).focus();
  },
};

document.addEventListener("click", (click) => {
  const target = click.target.closest("button");
  if (!target || !session) return;
  const data = target.dataset;
  if (clicks[target.id]) clicks[target.id]();
  else if (data.event) {
    if (target.getAttribute("aria-disabled") === "true") explain(refusedNow === data.event ? null : data.event);
    else deliver([data.event]);
  } else if (data.advance) act({ advance: data.advance });
  else if (data.row !== undefined) look(Number(data.row));
  else if (data.line) go(Number(data.line), Number(data.column), Number(data.end));
  else if (data.file) choose(data.file, data.at);
  else if (data.remove) act({ policy: { state: data.remove, after: "", event: "" } }).then(() => $("deadlines").firstElementChild.focus());
  else if (data.change) {
    const rule = story.policy.find((one) => one.state === data.change);
    $("rule-state").value = rule.state;
    $("rule-after").value = rule.after;
    $("rule-event").value = rule.event;
    $("rule-after").focus();
  } else if (data.close !== undefined) target.closest("dialog").close();
});

const forms = {
  naming: () => $("name").blur(),
  moving: () => {
    const by = $("by").value.trim();
    if (by) act(/^\d{4}-/.test(by) ? { until: by } : { advance: by });
    $("by").value = "";
  },
  ruling: () => {
    const after = $("rule-after").value.trim();
    if (!after) return complain("A deadline says after how long: 14d, or 0s for at once.");
    act({ policy: { state: $("rule-state").value, after, event: $("rule-event").value } });
  },
  starting: () => act({ start: $("start").value }),
};

document.addEventListener("submit", (submit) => {
  submit.preventDefault();
  if (session && forms[submit.target.id]) forms[submit.target.id]();
});

document.addEventListener("change", (change) => {
  const { id, value, files } = change.target;
  if (id === "profile") act({ profile: { name: value } }).then(showProfile);
  else if (id === "name") rename(value.trim());
  else if (id === "theme") find();
  else if (id === "file" && files.length > 0) {
    read(files[0]);
    change.target.value = "";
  }
});

// rename names the story; what is refused leaves the name that it has.
async function rename(name) {
  if (name && name !== story.name) await act({ name });
  $("name").value = story.name;
}

document.addEventListener("input", (input) => {
  if (input.target.id === "search") find();
  if (input.target.id !== "text") return;
  paint();
  typed();
});

$("text").addEventListener("scroll", follow, { passive: true });
$("corpus").addEventListener("close", leave);

// keys: none of them is taken from a field.
document.addEventListener("keydown", (key) => {
  if (!story || document.querySelector("dialog[open]")) return;
  const field = key.target.matches("input, textarea, select");
  const command = key.ctrlKey || key.metaKey;
  const name = key.key.toLowerCase();
  if (command && name === "s") take(key, save);
  else if (command && name === "enter" && key.target.id === "text") take(key, () => run(true));
  else if (field) return;
  else if (command && (name === "y" || name === "z" && key.shiftKey)) take(key, clicks.redo);
  else if (command && name === "z") take(key, clicks.undo);
  else if (command || key.altKey) return;
  else if (key.key === "?") take(key, clicks.help);
  else if (key.key === "Escape" && refusedNow) take(key, clicks["why-close"]);
  else walk(key);
});

function walk(key) {
  const among = key.target.closest("#trace");
  const to = { ArrowLeft: story.at - 1, ArrowRight: story.at + 1 };
  if (among) Object.assign(to, { ArrowUp: story.at - 1, ArrowDown: story.at + 1, Home: 0, End: story.count });
  if (to[key.key] !== undefined) take(key, () => look(to[key.key]));
}

function take(key, does) {
  key.preventDefault();
  does();
}

addEventListener("beforeunload", (leaving) => {
  if (unsaved()) leaving.preventDefault();
});

begin();
