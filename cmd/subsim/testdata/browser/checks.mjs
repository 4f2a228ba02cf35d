// What is shown of the studio. Each check plays a fresh page, and each is shown
// pages that are broken on purpose, [part, what stands there, what stands there
// instead], in which it must miss something: what it says then.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { button, editor, event, heard, plays, region, sees, stands, steps, tabTo } from "./hands.mjs";
import { flagged, inView, underlined } from "./sight.mjs";
import { narrow, wide } from "./visit.mjs";

// told is what the command line says, on one line.
const told = (given, ...args) => spawnSync(given.binary, args, { encoding: "utf8" }).stdout.replace(/\s+/g, " ");

async function suspensionAndBack(page) {
  await plays(page, ["start_trial", "trial"], ["fail_renewal", "past_due"], ["suspend", "suspended"]);
  await sees(region(page, "Steady state"), "Published: blocked.", "Ours: blocked.");
  await sees(region(page, "The machine"), "past_due → suspended");
  await plays(page, ["resume", "active"]);
  await sees(region(page, "Steady state"), "Published: silent.", "Ours: ready.");
  await sees(steps(page), "start_trial", "fail_renewal", "suspended → active");
}

// revival asks for what must not be, by keyboard, and reads why: what the page says
// is what subsim why says.
async function revival(page, given) {
  await plays(page, ["start_trial", "trial"], ["cancel", "cancelled"]);
  const refused = await heard(page, "recover");
  assert.equal(refused.name, "recover rejected: ended", "a screen reader hears the verdict and the reason");
  assert.ok(refused.disabled && refused.focusable, "a refused event is greyed, and can be reached");
  assert.match(refused.description ?? "", /a failed renewal is made good/i, "a screen reader hears what the event means");
  await tabTo(page, event(page, "recover"));
  await page.keyboard.press("Enter");
  const events = region(page, "What can happen"), why = told(given, "why", "cancelled", "recover");
  const because = /because (.*?) profile/.exec(why)[1], legal = /legal (.*?) route/.exec(why)[1];
  await sees(events, because, `Legal now: ${legal}`);
  await sees(events, /Shortest legal route to active: *reactivate → active/);
  await sees(page.getByRole("status"), because);
  await stands(page, "cancelled");
  await tabTo(page, button(page, "Play this route"));
  await page.keyboard.press("Enter");
  await stands(page, "active");
  await sees(region(page, "Steady state"), "generation 2");
}

async function deadline(page) {
  const clock = region(page, "The clock");
  await plays(page, ["start_trial", "trial"]);
  await sees(clock, /Next deadline: expire, 2026-01-15/);
  await button(page, "To the next deadline").click();
  await stands(page, "expired");
  await sees(steps(page), /expire\s+deadline\s*applied\s*trial → expired/);
  await sees(clock.getByRole("time"), "2026-01-15");
}

async function gap(page) {
  await plays(page, ["activate", "active"], ["lose_contact", "unknown<active>"]);
  await sees(region(page, "Steady state"), "Published: blocked.");
  await event(page, "observe_trial").press("Enter");
  await sees(region(page, "What can happen"), /observe_trial in unknown<active>:\s*rejected · unreachable/);
  await stands(page, "unknown<active>");
  await plays(page, ["observe_active", "active"]);
}

async function undo(page) {
  await plays(page, ["activate", "active"], ["suspend", "suspended"]);
  await button(page, "Undo").click();
  await stands(page, "active");
  await page.keyboard.press("Control+y");
  await stands(page, "suspended");
  await page.keyboard.press("Control+z");
  await stands(page, "active");
}

// arrows steps through a story; picture, strip and list go along.
async function arrows(page) {
  await plays(page, ["start_trial", "trial"], ["activate", "active"], ["suspend", "suspended"], ["cancel", "cancelled"]);
  const machine = region(page, "The machine");
  for (const [key, at, state] of [["Left", 4, "suspended"], ["Left", 3, "active"], ["Left", 2, "trial"], ["Right", 3, "active"], ["Right", 4, "suspended"], ["Right", 5, "cancelled"]]) {
    await page.keyboard.press(`Arrow${key}`);
    await stands(page, state);
    await sees(machine, `${at} of 5`);
    assert.equal(await flagged(page), state, "the flag in the picture stands at another state");
    assert.match(await steps(page).locator("[aria-current=step]").innerText(), new RegExp(`\\b${state}$`), "another step is the current one");
  }
}

// alwaysInView scrolls from end to end, wide and narrow.
async function alwaysInView(page) {
  await plays(page, ["activate", "active"], ["suspend", "suspended"]);
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size);
    for (const part of [0, .3, .7, 1]) {
      await page.evaluate((part) => scrollTo(0, part * document.documentElement.scrollHeight), part);
      for (const text of ["suspended", "Published: blocked.", "Ours: blocked."]) await inView(region(page, "Steady state").getByText(text, { exact: true }), size);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `at ${size.width} pixels the page is wider than the window`);
  }
}

const story = `name: With a slip\n${"# a line that is only long\n".repeat(40)}steps:\n  - event: activate\n    expect: active\n`;

// slip takes a letter out of a state, with the keyboard, and puts it back.
async function slip(page) {
  await stands(page, "none");
  const scenario = region(page, "The scenario"), line = story.split("\n").length - 1;
  await editor(page).fill(story);
  await sees(scenario, "Holds: all that is expected is so.");
  await editor(page).press("Control+End");
  for (const key of ["Backspace", "Backspace"]) await page.keyboard.press(key);
  const problem = scenario.getByRole("list", { name: "Problems" });
  await sees(problem, `line ${line}, column 13`, /"activ" is not the name of a state/, /did you mean active\?/i);
  const at = { line, column: 13, word: "activ" }, before = await underlined(editor(page), at);
  await editor(page).hover();
  await page.mouse.wheel(0, -60);
  await page.waitForFunction(([area, top]) => area.scrollTop < top, [await editor(page).elementHandle(), before.scrolled]);
  const after = await underlined(editor(page), at);
  assert.ok(after.middle > before.middle + 30, "the line under the slip does not go with the text");
  await button(page, `line ${line}, column 13`).click();
  assert.equal(await editor(page).evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd)), "activ", "the problem leads elsewhere");
  await page.keyboard.type("active");
  await sees(scenario, "Holds: all that is expected is so.");
  await stands(page, "active");
}

// typing goes on while an answer is under way: no letter is lost.
async function typing(page) {
  await stands(page, "none");
  let held = 0;
  await page.route("**/api/play", async (route) => {
    if (held++ === 0) await page.keyboard.type(" that is told at length");
    await route.continue();
  });
  await editor(page).fill("name: A story");
  await sees(region(page, "The scenario"), "1 problem");
  assert.equal(await editor(page).inputValue(), "name: A story that is told at length", "letters are lost");
  await page.unroute("**/api/play");
}

async function corpus(page) {
  await button(page, "Browse stories…").click();
  const stories = page.getByRole("dialog", { name: "Stories" });
  await stories.getByRole("searchbox", { name: "Search" }).fill("laundering cancelled");
  const first = stories.getByRole("listitem").getByRole("button").first(), name = await first.locator("b").innerText();
  await first.click();
  await stories.waitFor({ state: "hidden" });
  assert.equal(await page.getByRole("textbox", { name: "Story", exact: true }).inputValue(), name, "another story is opened");
  await sees(region(page, "The scenario"), "Holds: all that is expected is so.");
}

async function profile(page) {
  await plays(page, ["activate", "active"], ["cancel", "cancelled"]);
  await page.getByRole("combobox", { name: "Profile" }).selectOption("strict");
  await page.getByRole("button", { name: "reactivate rejected: profile" }).press("Enter");
  await sees(region(page, "What can happen"), "There is no legal route to active.");
}

// saves hands the file that the browser saved to the command line.
async function saves(page, given) {
  await plays(page, ["start_trial", "trial"], ["activate", "active"], ["suspend", "suspended"]);
  await button(page, "+ 30 days").click();
  await stands(page, "cancelled");
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save").click()]);
  const path = join(given.folder, `${given.number++}-${download.suggestedFilename()}`);
  await download.saveAs(path);
  assert.equal(readFileSync(path, "utf8"), await editor(page).inputValue(), "another text is saved than the one that is seen");
  const replayed = spawnSync(given.binary, ["replay", path], { encoding: "utf8" });
  assert.equal(replayed.status, 0, `subsim replay ends in ${replayed.status}: ${replayed.stdout}${replayed.stderr}`);
  assert.match(replayed.stdout, /1 scenario: 1 held/);
}

const stuck = ["session.js", "if (answer.story) story = answer.story;", "if (!story) story = answer.story;"];

export const checks = [
  { name: "a trial is played to suspension and back", does: suspensionAndBack, broken: [[/Steady state/, ...stuck]] },
  {
    name: "a revival is refused, with the reason and the way", does: revival, broken: [
      [/What can happen[^]*a late success/i, "choices.js", "$(\"why-because\").textContent = ", "void "],
      [/Shortest/, "choices.js", "route.replaceChildren(...way(choice))", "route.replaceChildren()"],
      [/greyed, and can be reached/, "choices.js", "button.setAttribute(\"aria-disabled\", String(!legal))", "button.disabled = !legal"],
      [/hears what the event means/, "choices.js", "button.title = meaning", "button.title = ''"],
      [/role|status/i, "dom.js", "function say(text) {", "function say(text) { return;"],
    ],
  },
  { name: "a deadline is crossed by moving the clock", does: deadline, broken: [[/expired/, "page.js", "act({ deadline: true })", "act({ advance: '1d' })"]] },
  {
    name: "a gap is opened, refuses what cannot be, and is closed", does: gap, broken: [
      [/unreachable/, "row.js", "` · ${a.reason}`", "''"],
      [/observe_trial/, "choices.js", "group.open = now.gap", "group.open = false"],
    ],
  },
  { name: "undo and redo", does: undo, broken: [[/active/, "session.js", "turnTo(past.pop())", "turnTo(session)"]] },
  {
    name: "the arrow keys step through the story, and all follows", does: arrows, broken: [
      [/flag in the picture/, "picture.js", "const at = box.getBBox();", "const at = { x: 0, y: 0, width: 0, height: 0 };"],
      [/Steady state/, "page.js", "ArrowLeft: story.at - 1", "ArrowLeft: story.at"],
    ],
  },
  { name: "what blocks steady state is always in view", does: alwaysInView, broken: [[/out of view/, "page.css", "position: sticky", "position: static"]] },
  {
    name: "a slip is underlined where it is, and mended", does: slip, broken: [
      [/underlined/, "paint.js", "from: at.column - 1, to: at.end - 1", "from: at.column, to: at.end"],
      [/pixels away/, "paint.js", "translate(${-area.scrollLeft}px, ${-area.scrollTop}px)", "none"],
      [/waitForFunction/, "page.css", "grid-template-rows: minmax(0, 1fr)", ""],
      [/Problems/, "text.js", "list.replaceChildren(...problems.map(problem))", "list.replaceChildren()"],
    ],
  },
  { name: "what is typed while an answer is under way is kept", does: typing, broken: [[/letters are lost/, "session.js", "if (session && area.value !== before) return null;", ""]] },
  { name: "a story of the corpus is opened", does: corpus, broken: [[/another story/, "corpus.js", "await open(document.text, 1);", ""]] },
  { name: "the profile is switched", does: profile, broken: [[/reactivate rejected: profile/, "page.js", "act({ profile: { name: value } })", "act({ profile: { name: 'standard' } })"]] },
  { name: "what is saved is what subsim replay holds", does: saves, broken: [[/another text/, "files.js", "new Blob([session.text]", "new Blob([session.text, '#']"]] },
];
