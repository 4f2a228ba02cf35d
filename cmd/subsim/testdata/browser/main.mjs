// The studio in a real browser: started by browser_test.go, which says where all is,
// and answered with what became of each check.

import { checks } from "./checks.mjs";
import { visit } from "./visit.mjs";

// judge runs everything; each result has a name, and a failure where there is one.
export async function judge(given, { chromium, axe }) {
  const browser = await chromium.launch({ executablePath: given.chromium, args: given.args });
  given.number = 1;
  const results = [];
  try {
    for (const check of checks) {
      results.push(await result(check.name, () => healthy(browser, given, check)));
      results.push(await result(`${check.name}: noticed where broken`, () => broken(browser, given, check)));
    }
  } finally {
    await browser.close();
  }
  return results;
}

async function result(name, does) {
  const begun = performance.now();
  try {
    const note = await does() ?? "";
    return { name, note, failure: "", milliseconds: Math.round(performance.now() - begun) };
  } catch (error) {
    return { name, note: "", failure: error.stack, milliseconds: Math.round(performance.now() - begun) };
  }
}

async function healthy(browser, given, check) {
  const { page, faults, close } = await visit(browser, given.address);
  await check.does(page, given);
  await close();
  if (faults.length > 0) throw new Error(faults.join("\n"));
}

// broken wants a check to fail in each page that is broken, and to say at what.
async function broken(browser, given, check) {
  await Promise.all(check.broken.map(async ([says, ...breaks]) => {
    const { page, close } = await visit(browser, given.address, { breaks });
    const failure = await check.does(page, given).then(() => "", (error) => error.message);
    await close();
    if (!failure) throw new Error(`nobody notices ${breaks.join(" ⇒ ")}`);
    if (!says.test(failure)) throw new Error(`${breaks.join(" ⇒ ")} is noticed by chance, and not at ${says}: ${failure}`);
  }));
  return `${check.broken.length} broken pages`;
}
