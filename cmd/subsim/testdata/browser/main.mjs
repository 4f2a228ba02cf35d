// The studio in a real browser: started by browser_test.go, which says where all is,
// and answered with what became of each check.

import assert from "node:assert/strict";
import { look, spoilt, views } from "./access.mjs";
import { checks } from "./checks.mjs";
import { grown } from "./growth.mjs";
import { stands } from "./hands.mjs";
import { visit } from "./visit.mjs";

// judge runs everything; each result has a name, and a failure where there is one.
export async function judge(given, { chromium, axe }) {
  const browser = await chromium.launch({ executablePath: given.chromium, args: given.args });
  given.number = 1;
  try {
    const results = [];
    for (const [name, does] of list(browser, given, axe)) {
      if (!given.only || name.includes(given.only)) results.push(await result(name, does));
    }
    return results;
  } finally {
    await browser.close();
  }
}

// list is every check by its name, and what it does.
function list(browser, given, axe) {
  return [
    ...checks.map((check) => [check.name, () => healthy(browser, given, check)]),
    ["broken pages are noticed", () => several(checks.flatMap((check) => check.broken.map((one) => () => broken(browser, given, check, one))))],
    ["pages that call elsewhere are noticed", () => several(strays.map((one) => () => strayed(browser, given, one)))],
    ["an hour of clicks", () => lasts(browser, given)],
    ["a page that grows is noticed", () => several(leaks.map((one) => () => leaked(browser, given, one)))],
    ["axe", () => accessible(browser, given, axe)],
    ["what axe must find is found", () => several(spoilt.map((one) => () => spoiled(browser, given, axe, one)))],
  ];
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

// broken wants a check to fail in a page that is broken, and to say at what.
async function broken(browser, given, check, [says, ...breaks]) {
  const { page, close } = await visit(browser, given.address, { breaks });
  const failure = await check.does(page, given).then(() => "", (error) => error.message);
  await close();
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
  const { over, faults, note, done } = await grown(browser, given.address);
  assert.deepEqual(over, [], `after ${done} clicks: ${note}`);
  assert.deepEqual(faults, []);
  return `${done} clicks: ${note}`;
}

// leaks are pages that grow: by what is kept, and by what listens.
const leaks = [
  ["Nodes", () => { const kept = []; addEventListener("click", () => kept.push(document.createElement("p"))); }],
  ["JSEventListeners", () => { const kept = []; addEventListener("click", () => { kept.push(new EventTarget()); addEventListener("resize", () => kept.length); }); }],
  ["JSHeapUsedSize", () => { const kept = []; addEventListener("click", () => kept.push(new Array(1000).fill(kept.length))); }],
];

async function leaked(browser, given, [what, leak]) {
  const { over, note } = await grown(browser, given.address, { leak, clicks: 400 });
  assert.ok(over.includes(what), `nobody notices that ${what} grows: ${note}`);
}

async function accessible(browser, given, axe) {
  const all = views(given), seen = [];
  await several(all.map((view) => async () => seen.push(await look(browser, axe, view, given))));
  assert.deepEqual(seen.flatMap((one) => one.serious), []);
  const sum = (key) => seen.reduce((sum, one) => sum + one[key], 0);
  const lesser = [...new Set(seen.flatMap((one) => [...one.lesser]))].sort();
  return `${sum("passed")} rules passed in ${sum("looks")} looks at ${all.length} pages; of less weight: ${lesser.join(", ") || "nothing"}`;
}

async function spoiled(browser, given, axe, [rule, spoil]) {
  const { serious } = await look(browser, axe, views(given)[0], { spoil });
  assert.ok(serious.some((one) => one.startsWith(rule)), `axe does not find ${rule}: ${serious}`);
}
