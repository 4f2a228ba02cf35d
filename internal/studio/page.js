// The page of the studio. It holds a scenario's text and shows what the server says
// of it: no state, event or verdict is known here, all of them come with an answer.
"use strict";

const $ = (id) => document.getElementById(id);

// What is kept while the page is open, all of it bounded.
const mostUndo = 100;      // texts that can be gone back to
const mostText = 4 << 20;  // letters of all of them together
const quiet = 400;         // milliseconds without a key until an edit is played

let model = null;          // the vocabulary
let session = null;        // {text, line}: what is played
let story = null;          // the last story that made sense
let problems = [];         // of the text as it stands
let past = [], future = [];
let saved = "";            // the text that was saved last
let drawn = "";            // where the picture came from that is shown
let marked = [];           // elements of the picture with a mark
let turn = Promise.resolve(); // what is under way; the next thing waits for it
let glances = 0;           // looks asked for so far; one that is overtaken is left out
let typing = 0;            // the timer of an edit
let editing = false;       // whether the last change was an edit
let refusedNow = null;     // the event that is explained
let folded = null;         // whether the last answer was no gap

// el makes an element: its properties, then its children.
function el(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key === "class") node.className = value;
    else if (key.includes("-")) node.setAttribute(key, value);
    else node[key] = value;
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function say(text) { $("said").textContent = text; }

function complain(text) {
  const note = $("trouble");
  note.textContent = text;
  note.hidden = text === "";
}

function remark(text) {
  $("note").textContent = text;
  $("note").hidden = text === "";
}

// ---- the server

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
async function ask(path, body) {
  try {
    return await request(path, body);
  } catch (error) {
    complain(upper(error.message));
    return null;
  }
}

// inTurn does one thing after the other, so that of two quick clicks neither is
// lost, and the second knows what came of the first.
function inTurn(task) {
  turn = turn.then(task).catch((error) => complain(upper(error.message)));
  return turn;
}

// glance does what only matters while nothing newer is wanted.
function glance(task) {
  const number = ++glances;
  return inTurn(() => number === glances ? task() : null);
}

const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.?!]$/.test(text) ? "" : ".");

// ---- the session

// remember puts the present text where undo finds it.
function remember() {
  if (!session) return;
  past.push({ text: session.text, line: session.line });
  let letters = past.reduce((sum, one) => sum + one.text.length, 0);
  while (past.length > mostUndo || letters > mostText) letters -= past.shift().text.length;
  future = [];
}

// play shows a text at one of its rows; without a row, at the last.
async function play(text, line, at) {
  const answer = await ask("/api/play", at === undefined ? { scenario: text, line } : { scenario: text, line, at });
  if (answer) receive(answer, line);
  return answer;
}

// act does something where the story stands.
const act = (what) => inTurn(() => perform(what));

async function perform(what) {
  complain("");
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
const open = (text, line) => inTurn(async () => {
  settle();
  remember();
  if (await turnTo({ text, line })) announce("");
});

// undo goes back to the text before, redo to the one that undo left.
const undo = () => inTurn(async () => {
  settle();
  if (past.length === 0) return;
  future.push(session);
  if (await turnTo(past.pop())) announce("Undone.");
});

const redo = () => inTurn(async () => {
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
function look(at) {
  if (!story || problems.length > 0) return;
  at = Math.max(0, Math.min(story.count, at));
  if (at === story.at) return;
  story.at = at; // a key that repeats counts on from here
  glance(async () => {
    explain(null);
    if (await play(session.text, session.line, at)) announce("");
  });
}

// announce tells a screen reader where the story stands.
function announce(before) {
  if (!story) return;
  const row = current();
  const what = row ? `Step ${row.number} of ${story.count}: ${outcome(row)}.` : "The beginning.";
  const steady = story.now.steady_state;
  say(`${before} ${what} Now ${story.now.at}. Published: ${steady.published || "silent"}. Ours: ${steady.ours}.`.trim());
}

// current is the row that is looked at; nothing at the beginning.
const current = () => story.rows.find((row) => row.number === story.at);

// fired are the deadlines that fired in the step of a row.
const fired = (row) => story.rows.filter((one) => one.step === row.step && one.kind === "deadline");

// outcome tells a row in words.
function outcome(row) {
  if (!row.answer) return [row.text, ...fired(row).map(outcome)].join("; ");
  const a = row.answer;
  const came = a.reason ? `${a.verdict}, ${a.reason}` : `${a.verdict}, ${row.from} → ${row.to}`;
  return `${row.text}${a.deadline ? " (deadline)" : ""}: ${came}${a.late ? ", late" : ""}`;
}

// ---- what is shown

function show() {
  const now = story.now;
  showSteady(now);
  showPicture();
  showTold();
  showChoices(now);
  showClock(now);
  showTrace();
  showText();
  $("undo").disabled = past.length === 0;
  $("redo").disabled = future.length === 0;
  if (document.activeElement !== $("name")) $("name").value = story.name;
  showProfile();
  document.title = `${now.at} · ${story.name} · subsim studio`;
}

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
  const more = [now.clock];
  if (whole.cancellation_scheduled) more.push("cancellation scheduled");
  if (whole.generation > 1) more.push(`generation ${whole.generation}`);
  $("steady-more").textContent = more.join(" · ");
}

// The picture comes with a profile; the story only marks what it shows.
async function showPicture() {
  const from = story.profile.picture;
  if (drawn !== from) {
    drawn = from;
    try {
      const text = await (await fetch(from)).text();
      const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      marked = [];
      $("picture").replaceChildren(document.importNode(svg, true));
    } catch {
      drawn = "";
      return;
    }
  }
  mark();
}

// mark marks where the subscription is, where it came along, and where it can go.
function mark() {
  for (const node of marked) node.classList.remove("here", "latest", "trail", "can");
  marked = [];
  const svg = $("picture").firstElementChild;
  if (!svg) return;
  const put = (id, name) => {
    const node = id && svg.getElementById(id);
    if (!node) return;
    node.classList.add(name);
    marked.push(node);
  };
  for (const id of story.path) put(id, "trail");
  for (const choice of story.now.choices) put(choice.mark, "can");
  const row = current();
  if (row) put(row.mark || fired(row).pop()?.mark, "latest");
  put(story.now.box, "here");
  svg.classList.toggle("underway", story.at > 0);
  pin(svg);
}

// pin puts a flag beside the state, for whoever sees no colour.
function pin(svg) {
  const ns = "http://www.w3.org/2000/svg";
  svg.querySelector(".pin")?.remove();
  const box = svg.getElementById(story.now.box)?.querySelector("rect, circle");
  if (!box) return;
  const at = box.getBBox();
  const flag = document.createElementNS(ns, "g");
  flag.setAttribute("class", "pin");
  flag.setAttribute("aria-hidden", "true");
  const left = at.x + at.width / 2 > svg.viewBox.baseVal.width * .49; // towards the middle of the page
  flag.setAttribute("transform", `translate(${left ? at.x - 16 : at.x + at.width - 16} ${at.y - 13})`);
  const plate = document.createElementNS(ns, "rect");
  for (const [key, value] of [["width", 46], ["height", 24], ["rx", 12]]) plate.setAttribute(key, value);
  const word = document.createElementNS(ns, "text");
  word.setAttribute("x", 23);
  word.setAttribute("y", 17);
  word.textContent = "now";
  flag.append(plate, word);
  svg.append(flag);
}

function showTold() {
  const row = current();
  $("walk-at").textContent = `${story.at} of ${story.count}`;
  $("walk-first").disabled = $("walk-back").disabled = story.at === 0;
  $("walk-last").disabled = $("walk-on").disabled = story.at === story.count;
  $("told").replaceChildren(...(row ? tell(row) : [`Begins in ${story.start}, ${story.begins}`]));
  const because = row && (row.because || fired(row).map((one) => one.because).pop());
  $("because").textContent = because ? upper(because) : "";
}

function tell(row) {
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
const chip = (a) => el("span", { class: "chip", "data-verdict": a.verdict }, `${a.verdict}${a.reason ? ` · ${a.reason}` : ""}`);

// ---- what can happen

function showChoices(now) {
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

// furnish puts up what the vocabulary fills, once.
function furnish() {
  const button = (event) => el("button", { type: "button", class: "event", id: `event-${event}`, "data-event": event }, el("span", { class: "label" }, ...breakable(event)), " ", el("span", { class: "comes" }));
  $("groups").replaceChildren(...model.groups.map((group) => group.folded
    ? el("details", { class: "group" }, el("summary", {}, el("h3", {}, group.name), " ", el("span", { class: "count" })), el("div", { class: "events" }, ...group.events.map(button)))
    : el("div", { class: "group", role: "group", "aria-label": group.name }, el("h3", {}, group.name), el("div", { class: "events" }, ...group.events.map(button)))));
  const states = model.states.filter((state) => state.deadline);
  $("rule-state").replaceChildren(...states.map((state) => el("option", {}, state.name)));
  $("rule-event").replaceChildren(...model.events.map((event) => el("option", {}, event.name)));
  $("start").replaceChildren(...model.states.map((state) => el("option", {}, state.name)));
}

// breakable lets a name break behind its words.
const breakable = (name) => name.split(/(?<=[_+<])/).flatMap((part, i) => i > 0 ? [el("wbr"), part] : [part]);

// fold opens the events that only a gap waits for while there is one.
function fold(now) {
  for (const group of $("groups").querySelectorAll("details")) {
    const legal = group.querySelectorAll("[aria-disabled=false]").length;
    group.querySelector(".count").textContent = `${legal} of ${group.querySelectorAll("button").length} legal`;
    if (folded !== now.gap) group.open = now.gap;
  }
  folded = now.gap;
}

// explain says why an event is not applied; null puts the explanation away.
function explain(event) {
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
function deliver(events) {
  const what = { events };
  for (const name of ["id", "at", "effective"]) {
    const value = $(`carry-${name}`).value.trim();
    if (value) what[name] = value;
  }
  act(what);
}

// ---- the clock

function showClock(now) {
  $("clock").textContent = now.clock;
  const due = now.deadline;
  $("next").replaceChildren(...(due ? ["Next deadline: ", el("b", {}, due.event), `, ${due.at}`, el("span", { class: "soft" }, ` (in ${due.in})`)] : ["No deadline is pending."]));
  $("to-deadline").setAttribute("aria-disabled", String(!due));
  $("deadlines-count").textContent = story.policy.length === 0 ? "none" : story.policy.length;
  $("policy").replaceChildren(...story.policy.map((rule) => el("li", {},
    el("span", {}, el("code", {}, rule.state), ` after ${rule.after} `, el("code", {}, rule.event)),
    el("button", { type: "button", "data-change": rule.state, "aria-label": `Change the deadline of ${rule.state}` }, "Change"),
    el("button", { type: "button", "data-remove": rule.state, "aria-label": `Remove the deadline of ${rule.state}` }, "Remove"))));
}

function showProfile() {
  const select = $("profile");
  const names = model.profiles.map((profile) => profile.name);
  if (!names.includes(story.profile.name)) names.push(story.profile.name);
  if (select.options.length !== names.length || [...select.options].some((option, i) => option.value !== names[i])) {
    select.replaceChildren(...names.map((name) => el("option", { value: name }, name)));
  }
  select.value = story.profile.name;
  select.title = story.profile.without.length === 0 ? "The whole table" : `Without ${story.profile.without.join(", ")}`;
}

// ---- what happened

function showTrace() {
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

const expected = (miss) => `expected ${miss.key} ${miss.want}, got ${miss.got}`;

// ---- the scenario as a text

function showText() {
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
  const broke = story.failure;
  result.classList.add(broke ? "broke" : "held");
  const many = story.scenarios.length > 1 ? ` This is one of ${story.scenarios.length} scenarios in the text; the one with the cursor is played.` : "";
  result.textContent = broke ? `Broke at step ${broke.step} of ${broke.of}.${many}` : `Holds: all that is expected is so.${many}`;
  list.replaceChildren(...(broke ? broke.mismatches.map((miss) => place(miss, expected(miss))) : []), ...story.warnings.map((warning) => place(warning, warning.message)));
}

const problem = (p) => place(p, p.message, p.note, p.help);

// place is a problem with the way to where it stands.
function place(at, message, note, help) {
  const where = at.line > 0 ? el("button", { type: "button", "data-line": at.line, "data-column": at.column, "data-end": at.end }, `line ${at.line}, column ${at.column}`) : "";
  return el("li", {}, where, ` ${upper(message)}`, note ? ` ${upper(note)}` : "", help ? el("span", { class: "help" }, upper(help)) : "");
}

// paint lays the text out behind the field: line numbers, colours, and lines under
// what is wrong, which the field itself cannot show.
function paint() {
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
function follow() {
  const area = $("text");
  $("overlay").style.transform = `translate(${-area.scrollLeft}px, ${-area.scrollTop}px)`;
  $("gutter").style.transform = `translateY(${-area.scrollTop}px)`;
}

// cursor is the line that the cursor stands on.
function cursor() {
  const area = $("text");
  return area.value.slice(0, area.selectionStart).split("\n").length;
}

// settle takes up an edit that is not played yet, and says whether there was one.
function settle() {
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
const run = (aloud) => glance(async () => {
  settle();
  complain("");
  remark("");
  const answer = await play(session.text, cursor());
  if (answer && aloud) say($("result").textContent + (problems.length > 0 ? ` ${problems[0].line > 0 ? `Line ${problems[0].line}: ` : ""}${problems[0].message}` : ""));
});

// go puts the cursor where something stands.
function go(line, column, end) {
  const area = $("text");
  const lines = area.value.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  const letters = Array.from(lines[line - 1] || "");
  const width = (count) => letters.slice(0, count).join("").length;
  area.focus();
  area.setSelectionRange(before + width(column - 1), before + width(end - 1));
  area.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(area).lineHeight));
}

// ---- files

function save() {
  settle(); // what is saved is what is seen
  const address = URL.createObjectURL(new Blob([session.text], { type: "application/yaml" }));
  const link = el("a", { href: address, download: story.file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  saved = session.text;
  remark(`Handed to the browser as ${story.file}. To replay it: subsim replay ${story.file}`);
  say($("note").textContent);
}

const tooLong = 256 << 10;

async function read(file) {
  if (file.size > tooLong) {
    complain(`${file.name} is larger than ${tooLong >> 10} KiB; the studio takes one scenario, or a few.`);
    return;
  }
  open(await file.text(), 1);
}

// ---- the stories that are built in

let corpus = null; // only while they are browsed

async function browse() {
  try {
    corpus = await request("/api/corpus");
  } catch (error) {
    complain(upper(error.message));
    return;
  }
  const themes = [...new Set(corpus.files.map((file) => file.theme))];
  $("theme").replaceChildren(el("option", { value: "" }, "all"), ...themes.map((theme) => el("option", {}, theme)));
  $("search").value = "";
  $("corpus").showModal();
  find();
}

function find() {
  const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const theme = $("theme").value;
  let count = 0;
  const sections = [];
  for (const file of corpus.files) {
    if (theme && file.theme !== theme) continue;
    const hits = file.scenarios.filter((one) => {
      const all = `${one.name} ${one.about} ${one.tags.join(" ")} ${one.profile} ${file.file}`.toLowerCase();
      return words.every((word) => all.includes(word));
    });
    if (hits.length === 0) continue;
    count += hits.length;
    sections.push(el("h3", {}, file.file), el("ul", {}, ...hits.map((one) => el("li", {},
      el("button", { type: "button", "data-file": file.file, "data-at": one.line }, el("b", {}, one.name), one.about ? el("span", {}, one.about) : ""), el("small", {}, one.tags.join(", "))))));
  }
  $("stories").replaceChildren(...sections);
  $("found").textContent = count === 1 ? "1 story" : `${count} stories`;
}

async function choose(file, line) {
  try {
    const document = await request(`/api/corpus/${file.split("/").map(encodeURIComponent).join("/")}?line=${line}`);
    $("corpus").close();
    await open(document.text, 1);
  } catch (error) {
    complain(upper(error.message));
  }
}

// ---- hands: one listener of each kind, whatever is drawn anew

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
  else if (data.remove) act({ policy: { state: data.remove, after: "", event: "" } });
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
  ruling: () => act({ policy: { state: $("rule-state").value, after: $("rule-after").value.trim() || "0s", event: $("rule-event").value } }),
  starting: () => act({ start: $("start").value }),
};

document.addEventListener("submit", (submit) => {
  submit.preventDefault();
  if (session && forms[submit.target.id]) forms[submit.target.id]();
});

document.addEventListener("change", (change) => {
  const { id, value, files } = change.target;
  if (id === "profile") act({ profile: { name: value } }).then(showProfile);
  else if (id === "name" && value.trim() && value !== story.name) act({ name: value.trim() });
  else if (id === "theme") find();
  else if (id === "file" && files.length > 0) {
    read(files[0]);
    change.target.value = "";
  }
});

document.addEventListener("input", (input) => {
  if (input.target.id === "search") find();
  if (input.target.id !== "text") return;
  paint();
  clearTimeout(typing);
  typing = setTimeout(() => run(false), quiet);
});

$("text").addEventListener("scroll", follow, { passive: true });
$("corpus").addEventListener("close", () => { corpus = null; $("stories").replaceChildren(); });

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
  if (session && past.length > 0 && session.text !== saved) leaving.preventDefault();
});

async function begin() {
  try {
    model = await request("/api/model");
  } catch (error) {
    complain(upper(error.message));
    return;
  }
  furnish();
  saved = model.fresh;
  await inTurn(() => play(model.fresh, 1));
}

begin();
