// What a person does with the studio and sees there: roles, names and texts.

// event is the button of an event, whatever would come of it.
export const event = (page, name) => page.getByRole("button", { name: new RegExp(`^${name} `) });

export const button = (page, name) => page.getByRole("button", { name, exact: true });

export const region = (page, name) => page.getByRole("region", { name, exact: true });

export const editor = (page) => page.getByRole("textbox", { name: "The scenario as YAML" });

// sees waits until a part of the page shows all of these texts.
export async function sees(part, ...texts) {
  for (const text of texts) await part.filter({ hasText: text }).waitFor();
}

// stands waits until the steady-state strip names a state.
export const stands = (page, state) => region(page, "Steady state").getByText(state, { exact: true }).waitFor();

// plays delivers events by mouse: pairs of an event and the state that follows.
export async function plays(page, ...pairs) {
  for (const [name, state] of pairs) {
    await event(page, name).click();
    await stands(page, state);
  }
}

// steps lists what happened, as text.
export const steps = (page) => page.getByRole("list", { name: /^Steps/ });

// tabTo presses Tab until a part of the page has the focus.
export async function tabTo(page, part, most = 120) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    if (await part.evaluate((node) => node === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${part}`);
}

// heard is what a screen reader is told of a button: the browser's own tree.
export async function heard(page, name) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const node = nodes.find((one) => !one.ignored && one.role?.value === "button" && one.name?.value.startsWith(`${name} `));
  if (!node) throw new Error(`a screen reader hears of no button ${name}`);
  const has = Object.fromEntries(node.properties.map((one) => [one.name, one.value.value]));
  return { name: node.name.value, description: node.description?.value, disabled: has.disabled === true, focusable: has.focusable === true };
}
