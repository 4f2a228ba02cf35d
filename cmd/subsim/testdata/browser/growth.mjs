// A page that is left open for an hour of clicks does not grow. An hour is taken for
// 3600 clicks, one a second. The test does a few hundred of every kind, and reckons
// what they add up to the hour.

import { stands } from "./hands.mjs";
import { tab, visit } from "./visit.mjs";

const hour = 3600;

// What may be more after an hour: five megabytes, which an engine's own bookkeeping takes,
// and less than one node in ten clicks.
const bounds = { JSHeapUsedSize: 5 << 20, Nodes: 300, JSEventListeners: 30, Documents: 10 };

// The warm-up fills all that is kept within bounds, such as the texts for undo.
const rounds = { warm: 9, measured: 8, leaking: 2 };

// A round is what is clicked again and again: events legal and refused, undo and
// redo, the profile, a gap, the clock, steps back and forth, a slip in the text, a
// story of the corpus; then everything anew. It returns how many clicks it did.
async function round(number) {
  const named = (selector, name) => [...document.querySelectorAll(selector)].find((node) => node.getClientRects().length > 0 && (node.getAttribute("aria-label") ?? node.textContent).replace(/\s+/g, " ").trim().startsWith(name));
  let clicks = 0;
  const press = async (name, selector = "button") => {
    const found = named(selector, name);
    if (!found) throw new Error(`${name} is not there to be clicked`);
    found.click();
    clicks++;
    await window.quiet();
  };
  const set = async (selector, value, kind) => {
    const field = document.querySelector(selector);
    field.value = value;
    field.dispatchEvent(new Event(kind, { bubbles: true }));
    clicks++;
    await window.quiet();
  };
  for (const name of ["start_trial", "activate", "suspend", "start_grace", "Close", "Undo", "Redo"]) await press(name);
  for (const name of ["lose_contact", "observe_trial", "observe_suspended", "To the next deadline"]) await press(name);
  for (const name of ["One step back", "To the beginning", "To the end", "Undo"]) await press(name);
  for (const name of ["strict", "standard"]) await set("#profile", name, "change");
  await press("Browse stories…");
  await press("", `dialog[open] li:nth-child(${number % 4 + 1}) button`);
  await press("Undo");
  await set("textarea", document.querySelector("textarea").value.replace("suspended", "suspende"), "input");
  for (const name of ["Run", "Undo", "? Keyboard"]) await press(name);
  await press("Close", "dialog[open] button");
  await press("Begin anew");
  return clicks;
}

// grown opens a page and clicks; then it has the page leak, and clicks on. It returns
// what either adds up to in an hour, and what of that is too much.
export async function grown(browser, address) {
  const opened = await tab(browser), page = await visit(opened, address);
  await stands(page, "none");
  await page.evaluate(settling);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await run(page, rounds.warm);
  const home = await shown(page), counts = [await measured(session)];
  const clicks = [await run(page, rounds.measured)];
  counts.push(await measured(session));
  await page.evaluate(leak);
  clicks.push(await run(page, rounds.leaking));
  counts.push(await measured(session));
  if (await shown(page) !== home) throw new Error("the clicks end in another story than they began in");
  await opened.close();
  return { faults: opened.faults, sound: reckoned(counts[0], counts[1], clicks[0]), leaking: reckoned(counts[1], counts[2], clicks[1]) };
}

function reckoned(before, after, clicks) {
  const more = Object.keys(bounds).map((key) => [key, Math.round((after[key] - before[key]) * hour / clicks)]);
  return {
    over: more.filter(([key, by]) => by > bounds[key]).map(([key]) => key),
    note: `${clicks} clicks, in an hour: ${more.map(([key, by]) => `${key} ${by < 0 ? "-" : "+"}${Math.abs(by)}`).join(", ")}`,
  };
}

// leak has every click leave something behind: a node, something that listens, memory.
function leak() {
  const kept = [];
  addEventListener("click", () => {
    kept.push(document.createElement("p"), new Array(1000).fill(kept.length));
    addEventListener("resize", () => kept.length);
  });
}

// settling tells when the page has answered: no request is under way, and none was
// begun since.
function settling() {
  let underway = 0;
  const asked = window.fetch, soon = () => scheduler.postTask(() => {});
  window.fetch = async (...what) => {
    underway++;
    try {
      const answer = await asked(...what);
      return new Response(await answer.text(), answer);
    } finally {
      soon().then(soon).then(() => underway--);
    }
  };
  window.quiet = async () => {
    do await soon().then(soon); while (underway > 0);
  };
}

async function run(page, rounds) {
  let clicks = 0;
  for (let number = 0; number < rounds; number++) clicks += await page.evaluate(round, number);
  return clicks;
}

const shown = (page) => page.evaluate(() => document.querySelector("textarea").value);

async function measured(session) {
  for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map((one) => [one.name, one.value]));
}
