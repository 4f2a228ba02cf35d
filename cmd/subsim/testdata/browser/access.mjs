// What axe finds where the studio and the reports are hard to use for somebody.

import { pathToFileURL } from "node:url";
import { button, editor, event, plays, region, sees, stands } from "./hands.mjs";
import { narrow, visit, wide } from "./visit.mjs";

const fresh = (page) => stands(page, "none");

async function trouble(page) {
  await fresh(page);
  await editor(page).fill("name: Two slips\nsteps:\n  - event: activat\n  - evnt: renew\n");
  await sees(region(page, "The scenario"), "2 problems");
}

async function refusal(page) {
  await plays(page, ["start_trial", "trial"], ["cancel", "cancelled"]);
  await event(page, "recover").press("Enter");
  await button(page, "Play this route").waitFor();
}

async function broke(page) {
  await fresh(page);
  await editor(page).fill("name: Broke\nsteps:\n  - event: activate\n    expect: trial\n  - event: lose_contact\n    expect: unknown\n");
  await sees(region(page, "The scenario"), "Broke at step 1");
}

async function stories(page) {
  await fresh(page);
  await button(page, "Browse stories…").click();
  await page.getByRole("dialog", { name: "Stories" }).getByRole("listitem").first().waitFor();
}

async function keyboard(page) {
  await fresh(page);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
}

async function unfolded(page) {
  await plays(page, ["activate", "active"], ["lose_contact", "unknown<active>"]);
  await page.locator("details").evaluateAll((all) => all.forEach((one) => { one.open = true; }));
}

const scenes = { fresh, "with problems": trouble, "a scenario that breaks": broke, "a refusal": refusal, "the stories": stories, "the keyboard": keyboard, "a gap, all unfolded": unfolded };

// views are what is looked at: the studio's scenes, and the reports.
export function views(given) {
  return [
    ...Object.entries(scenes).map(([name, scene]) => ({ name, address: given.address, scene })),
    ...Object.entries(given.reports).map(([name, path]) => ({ name: `the report ${name}`, address: pathToFileURL(path).href, scene: async () => {} })),
  ];
}

// looks are how each is looked at: all rules by day and on a phone; by night the
// colours are others, and nothing else is.
const looks = [
  ["", wide, "light", {}],
  ["dark", wide, "dark", { runOnly: ["color-contrast"] }],
  ["at 360 pixels", narrow, "light", {}],
];

// look opens a view, spoils it where that is asked for, and lists what axe finds that
// is serious, and how many rules were passed.
export async function look(tab, axe, view, { shots, spoil, first = looks.length } = {}) {
  const page = await visit(tab, view.address);
  await view.scene(page);
  if (spoil) await page.evaluate(spoil);
  await page.evaluate(axe);
  const seen = { passed: 0, looks: 0, serious: [], lesser: new Set() };
  for (const [how, size, colorScheme, options] of looks.slice(0, first)) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate((options) => window.axe.run(document, { ...options, resultTypes: ["violations"] }), options);
    if (shots) await page.screenshot({ path: `${shots}/${`${view.name} ${how}`.trim().replace(/\W+/g, "-")}.png`, fullPage: true });
    seen.looks++;
    seen.passed += found.passes.length;
    for (const one of found.violations) {
      if (one.impact !== "serious" && one.impact !== "critical") seen.lesser.add(one.id);
      else seen.serious.push(...one.nodes.map((node) => `${one.id} in ${view.name} ${how}: ${one.help}: ${node.target.join(" ")} ${node.any.map((any) => any.message).join(" ")}`));
    }
  }
  seen.serious.push(...tab.faults);
  return seen;
}

// spoil makes the page a bad one, in ways that axe must find.
export const finds = ["button-name", "color-contrast", "label"];

export function spoil() {
  document.querySelector("header").append(document.createElement("button"));
  document.querySelector("main h2").style.color = "#ccc";
  document.querySelector("label[for=name]").remove();
}
