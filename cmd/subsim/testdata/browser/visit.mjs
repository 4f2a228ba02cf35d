// A tab is a page with a memory of its own, watched for what no page of the studio
// may do; it pays one visit after the other.

export const wide = { width: 1280, height: 900 }, narrow = { width: 360, height: 740 };

export async function tab(browser) {
  const context = await browser.newContext({ viewport: wide, reducedMotion: "reduce" });
  const made = { page: await context.newPage(), faults: [], origin: "", close: () => context.close() };
  await watch(context, made);
  return made;
}

// visit opens an address; patience is how many milliseconds are waited for anything.
export async function visit(tab, address, { breaks, patience = 15_000 } = {}) {
  const { page } = tab;
  page.setDefaultTimeout(patience);
  page.setDefaultNavigationTimeout(30_000);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  if (breaks) await alter(page, breaks);
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("about:blank");
  Object.assign(tab, { faults: [], origin: new URL(address).origin });
  await page.goto(address, { waitUntil: "load" });
  return page;
}

// watch collects requests to elsewhere, what the console complains of, and what the
// content security policy stops.
async function watch(context, tab) {
  const fault = (what) => tab.faults.push(what);
  context.on("request", (request) => new URL(request.url()).origin !== tab.origin && fault(`a request to ${request.url()}`));
  context.on("console", (line) => /error|warning/.test(line.type()) && fault(`the console says ${line.text()}`));
  context.on("weberror", (error) => fault(`an error that nobody catches: ${error.error().message}`));
  await context.exposeBinding("stopped", (_, what) => fault(`the policy stops ${what}`));
  await context.addInitScript(() => addEventListener("securitypolicyviolation", (stop) => window.stopped(`${stop.violatedDirective} ${stop.blockedURI}`)));
}

// alter serves one part of the page otherwise: [part, what stands there, what is to
// stand there].
async function alter(page, [part, from, to]) {
  await page.route(`**/${part}`, async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    if (!text.includes(from)) throw new Error(`${part} no longer holds ${from}: break it elsewhere`);
    await route.fulfill({ response: answer, body: text.replaceAll(from, to) });
  });
}
