// The stories that are built in, kept only while they are browsed.

import { $, el } from "./dom.js";
import { ask } from "./server.js";
import { open } from "./session.js";

let corpus = null; // only while they are browsed

export async function browse() {
  corpus = await ask("/api/corpus");
  if (!corpus) return;
  const themes = [...new Set(corpus.files.map((file) => file.theme))];
  $("theme").replaceChildren(el("option", { value: "" }, "all"), ...themes.map((theme) => el("option", {}, theme)));
  $("search").value = "";
  $("corpus").showModal();
  find();
}

export function find() {
  const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const theme = $("theme").value;
  let count = 0;
  const sections = [];
  for (const file of corpus.files) {
    if (theme && file.theme !== theme) continue;
    const hits = file.scenarios.filter((one) => {
      const all = `${one.name} ${one.about} ${one.tags.join(" ")} ${one.profile} ${file.file}`.toLowerCase();
      return words.every((word) => all.includes(word));
    });
    if (hits.length === 0) continue;
    count += hits.length;
    sections.push(el("h3", {}, file.file), el("ul", {}, ...hits.map((one) => el("li", {},
      el("button", { type: "button", "data-file": file.file, "data-at": one.line }, el("b", {}, one.name), one.about ? el("span", {}, one.about) : ""), el("small", {}, one.tags.join(", "))))));
  }
  $("stories").replaceChildren(...sections);
  $("found").textContent = count === 1 ? "1 story" : `${count} stories`;
}

export async function choose(file, line) {
  const document = await ask(`/api/corpus/${file.split("/").map(encodeURIComponent).join("/")}?line=${line}`);
  if (!document) return;
  $("corpus").close();
  await open(document.text, 1);
}

export function leave() {
  corpus = null;
  $("stories").replaceChildren();
}
