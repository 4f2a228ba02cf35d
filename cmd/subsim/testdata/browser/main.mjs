// The studio in a real browser: started by browser_test.go, which says where all is,
// and answered with what became of each check.

import assert from "node:assert/strict";
import { finds, look, spoil, views } from "./access.mjs";
import { checks } from "./checks.mjs";
import { grown } from "./growth.mjs";
import { stands } from "./hands.mjs";
import { visit } from "./visit.mjs";

// judge runs everything, what is long beside the rest; each result has a name, and a
// failure where there is one.
export async function judge(given, { chromium, axe }) {
  const browser = await chromium.launch({ executablePath: given.chromium, args: given.args });
  given.number = 1;
  try {
    return (await Promise.all(lanes(browser, given, axe).map((lane) => inTurn(lane, given)))).flat();
  } finally {
    await browser.close();
  }
}

// lanes is every check by its name, and what it does.
function lanes(browser, given, axe) {
  return [[
    ...checks.map((check) => [check.name, () => healthy(browser, given, check)]),
    ["broken pages are noticed", () => several(checks.flatMap((check) => check.broken.map((one) => () => broken(browser, given, check, one))))],
    ["pages that call elsewhere are noticed", () => several(strays.map((one) => () => strayed(browser, given, one)))],
  ], [
    ["an hour of clicks, and a page that grows", () => lasts(browser, given)],
    ["axe", () => accessible(browser, given, axe)],
    ["what axe must find is found", () => spoiled(browser, given, axe)],
  ]];
}

async function inTurn(lane, given) {
  const results = [];
  for (const [name, does] of lane) {
    if (!given.only || name.includes(given.only)) results.push(await result(name, does));
  }
  return results;
}

async function result(name, does) {
  const begun = performance.now(), seconds = () => (performance.now() - begun) / 1000;
  try {
    const note = await does() ?? "";
    return { name, note, failure: "", seconds: seconds() };
  } catch (error) {
    return { name, note: "", failure: error.stack, seconds: seconds() };
  }
}

// several does things four at a time: most of them wait for what never comes.
async function several(tasks) {
  const left = [...tasks];
  const hand = async () => { for (let task; (task = left.shift());) await task(); };
  await Promise.all([hand(), hand(), hand(), hand()]);
  return `${tasks.length} of them`;
}

async function healthy(browser, given, check) {
  const { page, faults, close } = await visit(browser, given.address);
  await check.does(page, given);
  await close();
  assert.deepEqual(faults, []);
}

// broken wants a check to fail in a page that is broken, and to say at what. On a
// busy machine it may fail at something else before: then it gets more time.
async function broken(browser, given, check, [says, ...breaks], patience = 2_000) {
  const { page, close } = await visit(browser, given.address, { breaks, patience });
  const failure = await check.does(page, given).then(() => "", (error) => error.message);
  await close();
  if (!says.test(failure) && patience < 10_000) return broken(browser, given, check, [says, ...breaks], 10_000);
  assert.ok(failure, `${check.name}: nobody notices ${breaks.join(" ⇒ ")}`);
  assert.match(failure, says, `${check.name}: ${breaks.join(" ⇒ ")} is noticed by chance: ${failure}`);
}

// strays are what a page must not do, and what is to be said of it.
const strays = [
  [/the policy stops connect-src/, "fetch('http://127.0.0.1:9/')"],
  [/the policy stops img-src/, "new Image().src = 'http://127.0.0.1:9/'"],
  [/the policy stops style-src/, "document.body.setAttribute('style', 'color: red')"],
  [/the console says oh/, "console.error('oh')"],
  [/nobody catches: ah/, "setTimeout(() => { throw new Error('ah') })"],
  [/a request to http:..127.0.0.1:9/, "location.assign('http://127.0.0.1:9/')"],
];

async function strayed(browser, given, [says, script]) {
  const { page, faults, close } = await visit(browser, given.address, { breaks: ["page.js", "\nbegin();", `\nbegin(); ${script};`] });
  await stands(page, "none").catch(() => {});
  await page.waitForTimeout(200);
  await close();
  assert.match(faults.join("\n"), says, `nobody notices ${script}`);
}

async function lasts(browser, given) {
  const { faults, sound, leaking } = await grown(browser, given.address);
  assert.deepEqual(sound.over, [], sound.note);
  assert.deepEqual(leaking.over, ["JSHeapUsedSize", "Nodes", "JSEventListeners"], `nobody notices what leaks: ${leaking.note}`);
  assert.deepEqual(faults, []);
  return `${sound.note}; leaking, ${leaking.note}`;
}

async function accessible(browser, given, axe) {
  const all = views(given), seen = [];
  await several(all.map((view) => async () => seen.push(await look(browser, axe, view, given))));
  assert.deepEqual(seen.flatMap((one) => one.serious), []);
  const sum = (key) => seen.reduce((sum, one) => sum + one[key], 0);
  const lesser = [...new Set(seen.flatMap((one) => [...one.lesser]))].sort();
  return `${sum("passed")} rules passed in ${sum("looks")} looks at ${all.length} pages; of less weight: ${lesser.join(", ") || "nothing"}`;
}

async function spoiled(browser, given, axe) {
  const { serious } = await look(browser, axe, views(given)[0], { spoil, first: 1 });
  for (const rule of finds) assert.ok(serious.some((one) => one.startsWith(rule)), `axe does not find ${rule}: ${serious}`);
}
