// A page that is left open for an hour of clicks does not grow. An hour is 3600
// clicks, one a second: the test does them as fast as the page answers.

import { stands } from "./hands.mjs";
import { visit } from "./visit.mjs";

const hour = 3600;

// What is more after an hour than after the warm-up, which fills all that is bounded.
const bounds = { JSHeapUsedSize: 512 << 10, Nodes: 50, JSEventListeners: 5, Documents: 0, Frames: 0 };

// A round is what is clicked again and again: events legal and refused, undo and
// redo, the profile, a gap, the clock, steps back and forth, a slip in the text, a
// story of the corpus; then everything anew. It returns how many clicks it did.
async function round(number) {
  const named = (selector, name) => [...document.querySelectorAll(selector)].find((node) => node.getClientRects().length > 0 && (node.getAttribute("aria-label") ?? node.textContent).replace(/\s+/g, " ").trim().startsWith(name));
  let clicks = 0;
  const press = async (name, selector = "button") => {
    const found = named(selector, name);
    if (!found) throw new Error(`nothing is called ${name}`);
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
  for (const name of ["Run", "Undo", "Keyboard and help"]) await press(name);
  await press("Close", "dialog[open] button");
  await press("Begin anew");
  return clicks;
}

// grown opens a page, clicks for long, and returns what is more than is allowed.
// Another page may leak on purpose.
export async function grown(browser, address, { leak, clicks = hour } = {}) {
  const { page, faults, close } = await visit(browser, address);
  await stands(page, "none");
  await page.evaluate(settling);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await run(page, 400);
  const began = await home(page);
  const before = await measured(page, session, began);
  if (leak) await page.evaluate(leak);
  const done = await run(page, clicks);
  const after = await measured(page, session, began);
  await close();
  const more = Object.keys(bounds).map((key) => [key, after[key] - before[key]]);
  return {
    done, faults,
    note: more.map(([key, by]) => `${key} ${before[key]} ${by < 0 ? "-" : "+"} ${Math.abs(by)}`).join(", "),
    over: more.filter(([key, by]) => by > bounds[key]).map(([key]) => key),
  };
}

// settling tells when the page has answered: no request is under way, and none was
// begun since.
function settling() {
  let underway = 0;
  const asked = window.fetch;
  window.fetch = (...what) => {
    underway++;
    return asked(...what).finally(() => setTimeout(() => underway--));
  };
  window.quiet = () => new Promise((done) => {
    const look = () => underway > 0 ? setTimeout(look) : done();
    setTimeout(look);
  });
}

async function run(page, clicks) {
  let done = 0;
  for (let number = 0; done < clicks; number++) done += await page.evaluate(round, number);
  return done;
}

// home is the story that the measuring is done in: what the page shows then.
const home = (page) => page.evaluate(() => document.querySelector("textarea").value);

async function measured(page, session, began) {
  if (await home(page) !== began) throw new Error("the clicks end in another story than they began in");
  for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map((one) => [one.name, one.value]));
}
