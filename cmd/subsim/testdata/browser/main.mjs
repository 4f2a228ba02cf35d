// The studio in a real browser: started by browser_test.go, which says where all is,
// and answered with what became of each check.

import assert from "node:assert/strict";
import { finds, look, spoil, views } from "./access.mjs";
import { checks } from "./checks.mjs";
import { grown } from "./growth.mjs";
import { stands } from "./hands.mjs";
import { tab, visit } from "./visit.mjs";

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
  const broken = checks.flatMap((check) => check.broken.map((one) => (tab) => missed(tab, given, check, one)));
  return [[
    ...checks.map((check) => [check.name, () => several(browser, 1, [(tab) => healthy(tab, given, check)])]),
    ["broken pages are noticed", () => several(browser, 3, broken)],
    ["a page that calls elsewhere is noticed", () => several(browser, 1, [(tab) => strayed(tab, given)])],
  ], [
    ["an hour of clicks, and a page that grows", () => lasts(browser, given)],
    ["axe", () => accessible(browser, given, axe)],
    ["what axe must find is found", () => several(browser, 1, [(tab) => spoiled(tab, given, axe)])],
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

// several does things in a few tabs at a time: some of them wait for what never comes.
async function several(browser, tabs, tasks) {
  const left = [...tasks];
  await Promise.all(Array.from({ length: tabs }, async () => {
    const own = await tab(browser);
    for (let task; (task = left.shift());) await task(own);
    await own.close();
  }));
  return tasks.length > 1 ? `${tasks.length} of them` : "";
}

async function healthy(tab, given, check) {
  await check.does(await visit(tab, given.address), given);
  assert.deepEqual(tab.faults, []);
}

// missed wants a check to fail in a page that is broken, and to say at what. On a
// busy machine it may fail at something else before: then it gets more time.
async function missed(tab, given, check, [says, ...breaks], patience = 2_000) {
  const page = await visit(tab, given.address, { breaks, patience });
  const failure = await check.does(page, given).then(() => "", (error) => error.message);
  if (!says.test(failure) && patience < 10_000) return missed(tab, given, check, [says, ...breaks], 10_000);
  assert.ok(failure, `${check.name}: nobody notices ${breaks.join(" ⇒ ")}`);
  assert.match(failure, says, `${check.name}: ${breaks.join(" ⇒ ")} is noticed by chance: ${failure}`);
}

const elsewhere = JSON.stringify(["http:", "", "127.0.0.1:9", ""].join("/")); // where nobody listens

// strays are what a page must not do, and what is to be said of it; the last leaves
// the page.
const strays = [
  [/the policy stops connect-src/, `fetch(${elsewhere})`],
  [/the policy stops img-src/, `new Image().src = ${elsewhere}`],
  [/the policy stops style-src/, "document.body.setAttribute('style', 'color: red')"],
  [/the console says oh/, "console.error('oh')"],
  [/nobody catches: ah/, "setTimeout(() => { throw new Error('ah') })"],
  [/a request to .*127.0.0.1:9/, `setTimeout(() => location.assign(${elsewhere}), 200)`],
];

async function strayed(tab, given) {
  const breaks = ["page.js", "\nbegin();", `\nbegin();\n${strays.map(([, script]) => script).join(";\n")};`];
  const page = await visit(tab, given.address, { breaks });
  await page.waitForTimeout(800);
  for (const [says, script] of strays) assert.match(tab.faults.join("\n"), says, `nobody notices ${script}`);
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
  await several(browser, 2, all.map((view) => async (tab) => seen.push(await look(tab, axe, view, given))));
  assert.deepEqual(seen.flatMap((one) => one.serious), []);
  const sum = (key) => seen.reduce((sum, one) => sum + one[key], 0);
  const lesser = [...new Set(seen.flatMap((one) => [...one.lesser]))].sort();
  return `${sum("passed")} rules passed in ${sum("looks")} looks at ${all.length} pages; of less weight: ${lesser.join(", ") || "nothing"}`;
}

async function spoiled(tab, given, axe) {
  const { serious } = await look(tab, axe, views(given)[0], { spoil, first: 1 });
  for (const rule of finds) assert.ok(serious.some((one) => one.startsWith(rule)), `axe does not find ${rule}: ${serious}`);
}
