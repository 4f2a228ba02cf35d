// A visit is one page with a memory of its own, watched for what no page of the
// studio may do.

export const wide = { width: 1280, height: 900 }, narrow = { width: 360, height: 740 };

// visit opens an address; patience is how many milliseconds are waited for anything.
export async function visit(browser, address, { breaks, patience = 15_000 } = {}) {
  const context = await browser.newContext({ viewport: wide, reducedMotion: "reduce" });
  context.setDefaultTimeout(patience);
  context.setDefaultNavigationTimeout(15_000);
  const faults = await watch(context, new URL(address).origin);
  if (breaks) await alter(context, breaks);
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "load" });
  return { page, faults, close: () => context.close() };
}

// watch collects requests to elsewhere, what the console complains of, and what the
// content security policy stops.
async function watch(context, origin) {
  const faults = [];
  const strange = (url) => url.startsWith("file:") ? origin !== "null" : new URL(url).origin !== origin;
  context.on("request", (request) => strange(request.url()) && faults.push(`a request to ${request.url()}`));
  context.on("console", (line) => /error|warning/.test(line.type()) && faults.push(`the console says ${line.text()}`));
  context.on("weberror", (error) => faults.push(`an error that nobody catches: ${error.error().message}`));
  await context.exposeBinding("stopped", (_, what) => faults.push(`the policy stops ${what}`));
  await context.addInitScript(() => addEventListener("securitypolicyviolation", (stop) => window.stopped(`${stop.violatedDirective} ${stop.blockedURI}`)));
  return faults;
}

// alter serves one part of the page otherwise: [part, what stands there, what is to
// stand there].
async function alter(context, [part, from, to]) {
  await context.route(`**/${part}`, async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    if (!text.includes(from)) throw new Error(`${part} no longer holds ${from}: break it elsewhere`);
    await route.fulfill({ response: answer, body: text.replaceAll(from, to) });
  });
}
