// Files: one is handed to the browser, one is read. Nothing else is written.

import { $, complain, el, remark, say } from "./dom.js";
import { keep, open, session, settle, story } from "./session.js";
import { amiss } from "./text.js";

export function save() {
  settle(); // what is saved is what is seen
  const address = URL.createObjectURL(new Blob([session.text], { type: "application/yaml" }));
  const link = el("a", { href: address, download: story.file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  keep();
  complain("");
  remark(`Handed to the browser as ${story.file}. To replay it: subsim replay ${story.file}${amiss() ? `. As it stands it does not pass: ${amiss()}` : ""}`);
  say($("note").textContent);
}

const tooLong = 256 << 10;

export async function read(file) {
  if (file.size > tooLong) {
    complain(`${file.name} is larger than ${tooLong >> 10} KiB; the studio takes one scenario, or a few.`);
    return;
  }
  open(await file.text(), 1);
}
